package dev.stepwell.processor.graph;

import dev.stepwell.processor.model.StepGraph.Choice;
import dev.stepwell.processor.model.StepGraph.End;
import dev.stepwell.processor.model.StepGraph.Guarded;
import dev.stepwell.processor.model.StepGraph.Loop;
import dev.stepwell.processor.model.StepGraph.Node;
import dev.stepwell.processor.model.StepGraph.Parallel;
import dev.stepwell.processor.model.StepGraph.Step;
import dev.stepwell.processor.model.StepGraph.Way;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts nodes together: none if there is nothing in them. */
final class Nodes {
  /** How many a graph may have. */
  static final int MAX = 300;

  /** Where a loop ends. */
  static final Node BREAK = new End("break");

  /** Where a method or lambda returns that the function has called; {@link Tail} takes these away. */
  static final Node LEAVE = new End("leave");

  private Nodes() {}

  static List<Node> choice(String on, List<Way> ways) {
    return areEmpty(ways) ? List.of() : List.of(new Choice(on, ways));
  }

  static List<Node> loop(String over, List<Node> nodes) {
    return holdBut(BREAK::equals, nodes) ? List.of(new Loop(over, nodes)) : List.of();
  }

  static List<Node> parallel(@Nullable String over, List<Way> branches) {
    return areEmpty(branches) ? List.of() : List.of(new Parallel(over, branches));
  }

  /** These nodes under these handlers; just the nodes where there is nothing else. */
  static List<Node> guarded(List<Node> nodes, List<Way> handlers, List<Node> after) {
    if (handlers.isEmpty() && after.isEmpty()) {
      return nodes;
    }
    return nodes.isEmpty() && areEmpty(handlers) && after.isEmpty()
        ? List.of()
        : List.of(new Guarded(nodes, handlers, after));
  }

  private static boolean areEmpty(List<Way> ways) {
    return ways.stream().allMatch(way -> way.nodes().isEmpty());
  }

  /** How many there are, those that they hold included. */
  static int count(List<Node> nodes) {
    return nodes.size()
        + nodes.stream()
            .flatMap(node -> held(node).stream())
            .mapToInt(Nodes::count)
            .sum();
  }

  /** The nodes that hold no others. */
  static Stream<Node> leaves(List<Node> nodes) {
    return nodes.stream()
        .flatMap(node ->
            held(node).isEmpty() ? Stream.of(node) : held(node).stream().flatMap(Nodes::leaves));
  }

  /** The nodes that this one holds, by the place where it holds them. */
  private static List<List<Node>> held(Node node) {
    if (node instanceof Choice choice) {
      return choice.ways().stream().map(Way::nodes).toList();
    } else if (node instanceof Loop loop) {
      return List.of(loop.nodes());
    } else if (node instanceof Parallel parallel) {
      return parallel.branches().stream().map(Way::nodes).toList();
    } else if (node instanceof Guarded guarded) {
      return Stream.concat(
              Stream.of(guarded.nodes(), guarded.after()),
              guarded.handlers().stream().map(Way::nodes))
          .toList();
    }
    return List.of();
  }

  /** The nodes of code that may be called from elsewhere: none if it holds no steps but this, which is not one by itself. */
  static List<Node> ifSteps(List<Node> nodes, Node... except) {
    List<Node> none = List.of(except);
    return holdBut(node -> node instanceof End || none.contains(node), nodes) ? nodes : List.of();
  }

  /** Whether they contain steps whose repetitions are distinguished only by order: those with a constant id. */
  static boolean haveOrder(List<Node> nodes) {
    return nodes.stream()
        .anyMatch(node -> (node instanceof Step step && step.id() != null)
            || held(node).stream().anyMatch(Nodes::haveOrder));
  }

  /** Whether there is anything in them but these, and what holds nothing else. */
  private static boolean holdBut(Predicate<Node> these, List<Node> nodes) {
    return nodes.stream()
        .anyMatch(node -> held(node).isEmpty()
            ? !these.test(node)
            : held(node).stream().anyMatch(held -> holdBut(these, held)));
  }
}
