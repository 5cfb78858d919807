package dev.stepwell.processor.model;

import dev.stepwell.processor.model.StepGraph.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function that is a graph of steps.
 *
 * @param flowName the name of its generated method
 * @param nodes the nodes, each after its predecessors
 * @param result the node whose value the function returns; null if it returns nothing
 */
public record GraphModel(
    String flowName, List<NodeModel> nodes, NodeModel.@Nullable OfStep result) {
  /** The names in the generated method other than those of its nodes, sorted. */
  public static final List<String> OWN_NAMES = List.of("event", "graph", "steps");

  /** A graph whose steps are not ordered yet. */
  public static GraphModel unordered(String flowName) {
    return new GraphModel(flowName, List.of(), null);
  }

  /** The steps. */
  public List<NodeModel.OfStep> steps() {
    return only(NodeModel.OfStep.class);
  }

  /** The waits. */
  public List<NodeModel.OfWait> waits() {
    return only(NodeModel.OfWait.class);
  }

  private <N extends NodeModel> List<N> only(Class<N> kind) {
    return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The steps after which nothing comes. */
  public List<NodeModel.OfStep> last() {
    return steps().stream().filter(step -> !isAwaited(step)).toList();
  }

  /** Whether another node comes after this one. */
  public boolean isAwaited(NodeModel node) {
    return nodes.stream().anyMatch(other -> other.behind().contains(node.name()));
  }

  /** The graph for display. */
  public StepGraph shown() {
    Map<String, String> ids = new HashMap<>();
    nodes.forEach(node -> ids.put(node.name(), node.id()));
    List<Part> parts = new ArrayList<>();
    for (NodeModel node : nodes) {
      List<String> after = node.behind().stream().map(ids::get).toList();
      if (node instanceof NodeModel.OfWait wait) {
        parts.add(new Part(StepGraph.waitFor(wait.id(), wait.awaited().event()), null, after));
      } else if (node instanceof NodeModel.OfStep step) {
        parts(step, step.over().map(ids::get).orElse(null), after).forEach(parts::add);
      }
    }
    return parts.isEmpty() ? StepGraph.of() : StepGraph.of(new StepGraph.Flow(parts));
  }

  private static Stream<Part> parts(
      NodeModel.OfStep node, @Nullable String over, List<String> after) {
    StepGraph.Step step = StepGraph.step(node.id());
    DurationModel delay = node.step().order().delay();
    return delay.isGiven()
        ? Stream.of(
            new Part(StepGraph.sleep(node.sleepId(), delay.text()), null, after),
            new Part(step, over, List.of(node.sleepId())))
        : Stream.of(new Part(step, over, after));
  }
}
