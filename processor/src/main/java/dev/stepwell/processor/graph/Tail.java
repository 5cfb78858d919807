package dev.stepwell.processor.graph;

import dev.stepwell.processor.model.StepGraph;
import java.util.ArrayList;
import java.util.List;

/** Removes returns that do not end the function early: those at its end, and those of called methods. */
final class Tail {
  private static final StepGraph.Node RETURN = StepGraph.end("return");

  private Tail() {}

  /** The nodes without the return after which nothing comes, and without what is empty then. */
  static List<StepGraph.Node> cut(List<StepGraph.Node> nodes) {
    if (nodes.isEmpty()) {
      return nodes;
    }
    List<StepGraph.Node> cut = new ArrayList<>(nodes);
    StepGraph.Node last = cut.remove(cut.size() - 1);
    if (last.equals(RETURN)) {
      return cut(cut);
    }
    if (last instanceof StepGraph.Choice choice) {
      cut.addAll(Nodes.choice(choice.on(), ways(choice.ways())));
    } else if (last instanceof StepGraph.Guarded guarded) {
      boolean isLast = guarded.after().isEmpty();
      cut.addAll(Nodes.guarded(
          isLast ? cut(guarded.nodes()) : guarded.nodes(),
          isLast ? ways(guarded.handlers()) : guarded.handlers(),
          cut(guarded.after())));
    } else {
      cut.add(last);
    }
    return cut;
  }

  private static List<StepGraph.Way> ways(List<StepGraph.Way> ways) {
    return ways.stream()
        .map(way -> new StepGraph.Way(way.label(), cut(way.nodes())))
        .toList();
  }

  /**
   * The nodes of a method or lambda that the function calls, without its returns: those that leave its last loop break out of that,
   * the others are not shown.
   */
  static List<StepGraph.Node> settled(List<StepGraph.Node> nodes) {
    return settled(nodes, true, false);
  }

  /**
   * The same for some of them.
   *
   * @param isLast whether they are the last
   * @param breaks whether leaving them breaks out of the last loop
   */
  private static List<StepGraph.Node> settled(
      List<StepGraph.Node> nodes, boolean isLast, boolean breaks) {
    List<StepGraph.Node> settled = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      settled.addAll(0, settled(nodes.get(i), isLast && settled.isEmpty(), breaks));
    }
    return settled;
  }

  private static List<StepGraph.Node> settled(StepGraph.Node node, boolean isLast, boolean breaks) {
    if (node.equals(Nodes.LEAVE)) {
      return breaks ? List.of(Nodes.BREAK) : List.of();
    } else if (node instanceof StepGraph.Choice choice) {
      return Nodes.choice(choice.on(), settledWays(choice.ways(), isLast, breaks));
    } else if (node instanceof StepGraph.Loop loop) {
      return Nodes.loop(loop.over(), settled(loop.nodes(), false, isLast));
    } else if (node instanceof StepGraph.Guarded guarded) {
      boolean isLastToo = isLast && guarded.after().isEmpty();
      return Nodes.guarded(
          settled(guarded.nodes(), isLastToo, breaks),
          settledWays(guarded.handlers(), isLastToo, breaks),
          settled(guarded.after(), isLast, breaks));
    }
    return List.of(node);
  }

  private static List<StepGraph.Way> settledWays(
      List<StepGraph.Way> ways, boolean isLast, boolean breaks) {
    return ways.stream()
        .map(way -> new StepGraph.Way(way.label(), settled(way.nodes(), isLast, breaks)))
        .toList();
  }
}
