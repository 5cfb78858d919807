package dev.stepwell.contract;

import dev.stepwell.Steps.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The flow of a function that is a graph of steps: nodes, each of which starts as soon as its predecessors have ended.
 *
 * <p>A node is added after its predecessors, so there are no cycles. An instance serves one run, or one replay of a run.
 */
public final class Graph {
  private static final Inputs NONE = new Inputs(List.of(), List.of());

  private final List<Node<?>> nodes = new ArrayList<>();

  /** A graph without nodes. */
  public Graph() {}

  /** What a node comes after. */
  private record Inputs(List<Node<?>> needs, List<Node<?>> after) {}

  /** Adds a node that comes after no other. */
  public <T> Node<T> step(Callable<? extends @Nullable T> body) {
    return this.<T>add(NONE, body);
  }

  /** Like {@link #step}, for a node whose value is always absent. */
  public Node<Void> run(Action body) {
    return add(NONE, body);
  }

  /** The place after these nodes; what is added there is skipped, and its value absent, if the value of one of them is absent. */
  public Place needs(Node<?>... needed) {
    return new Place(new Inputs(List.of(needed), List.of()));
  }

  /** The place after these nodes, whatever came of them. */
  public Place after(Node<?>... earlier) {
    return new Place(new Inputs(List.of(), List.of(earlier)));
  }

  private <T> Node<T> add(Inputs inputs, Callable<? extends @Nullable T> body) {
    Node<T> node = new Node<>(inputs.needs, inputs.after, body);
    nodes.add(node);
    return node;
  }

  private Node<Void> add(Inputs inputs, Action body) {
    return this.<Void>add(inputs, () -> {
      body.run();
      return null;
    });
  }

  /** Those of these results that are not absent, in their order. */
  public static <T> List<T> present(List<? extends @Nullable T> results) {
    return results.stream().<T>flatMap(Stream::ofNullable).toList();
  }

  /**
   * Executes the nodes in the run on this thread, each as soon as it may start, and waits for all. Outside a run it executes them one
   * after the other. A failed node stops only its successors.
   *
   * @throws RuntimeException the failure of the first failed node, in the order in which they were added; in a run with the others
   *     suppressed in it
   */
  public void execute() {
    StepExecutor executor = Durable.executor();
    if (executor != null) {
      executor.executeNodes(nodes, executor);
      return;
    }
    for (Node<?> node : nodes) {
      try {
        node.execute();
      } catch (Exception e) {
        throw Durable.sneaky(e);
      }
    }
  }

  /** A place in the graph, after some nodes. */
  public final class Place {
    private final Inputs inputs;

    private Place(Inputs inputs) {
      this.inputs = inputs;
    }

    /** The place that is after these nodes too, whatever came of them. */
    public Place after(Node<?>... earlier) {
      return new Place(new Inputs(inputs.needs, List.of(earlier)));
    }

    /** Adds a node here. */
    public <T> Node<T> step(Callable<? extends @Nullable T> body) {
      return Graph.this.<T>add(inputs, body);
    }

    /** Like {@link #step}, for a node whose value is always absent. */
    public Node<Void> run(Action body) {
      return add(inputs, body);
    }
  }
}
