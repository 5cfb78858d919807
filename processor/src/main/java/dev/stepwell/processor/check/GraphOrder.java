package dev.stepwell.processor.check;

import dev.stepwell.processor.model.NodeModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes of a graph in order.
 *
 * @param nodes each after all that it comes after, else in the order of the source
 * @param cycle nodes that wait for each other, each after the one before it, and the first after the last; empty if there are none
 */
record GraphOrder(List<NodeModel> nodes, List<NodeModel> cycle) {
  /** Puts nodes, which are in the order of the source, in order. */
  static GraphOrder of(List<NodeModel> source) {
    List<NodeModel> open = new ArrayList<>(source);
    List<NodeModel> ordered = new ArrayList<>();
    Set<String> placed = new HashSet<>();
    while (!open.isEmpty()) {
      NodeModel next = open.stream()
          .filter(node -> placed.containsAll(node.behind()))
          .findFirst()
          .orElse(null);
      if (next == null) {
        return new GraphOrder(ordered, cycle(open));
      }
      open.remove(next);
      placed.add(next.name());
      ordered.add(next);
    }
    return new GraphOrder(ordered, List.of());
  }

  /** Follows predecessors until one repeats. */
  private static List<NodeModel> cycle(List<NodeModel> open) {
    List<NodeModel> path = new ArrayList<>();
    NodeModel at = open.get(0);
    while (!path.contains(at)) {
      path.add(at);
      List<String> behind = at.behind();
      at =
          open.stream().filter(node -> behind.contains(node.name())).findFirst().orElseThrow();
    }
    List<NodeModel> cycle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
    Collections.reverse(cycle);
    int first = cycle.indexOf(open.stream().filter(cycle::contains).findFirst().orElseThrow());
    Collections.rotate(cycle, -first);
    return cycle;
  }
}
