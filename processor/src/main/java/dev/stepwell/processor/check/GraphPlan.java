package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.GraphModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.NodeModel;
import dev.stepwell.processor.model.SchemaText;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.TypeModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Orders the steps of a class that is a function, by their inputs and the sources of these. */
public final class GraphPlan {
  private final ClassModel type;
  private final FunctionModel function;
  private final GraphModel graph;
  private final GraphFields fields;
  private final List<Fault> faults = new ArrayList<>();

  private GraphPlan(
      ClassModel type, FunctionModel function, GraphModel graph, Collection<EventModel> given) {
    this.type = type;
    this.function = function;
    this.graph = graph;
    this.fields = new GraphFields(function, given);
  }

  /**
   * A class with its steps in order.
   *
   * @param type the class; as it was, if it is no function
   * @param faults the faults of the order
   */
  public record Ordered(ClassModel type, List<Fault> faults) {}

  /** Puts the steps of a class in order; its event may be one of those that are given. */
  public static Ordered order(ClassModel type, Collection<EventModel> given) {
    for (FunctionModel function : type.functions()) {
      GraphModel graph = function.graph();
      if (graph != null) {
        return new GraphPlan(type, function, graph, given).order();
      }
    }
    return new Ordered(type, List.of());
  }

  private Ordered order() {
    GraphNodes nodes = new GraphNodes(type, fields);
    List<NodeModel> source = nodes.read();
    faults.addAll(nodes.faults());
    faults.addAll(fields.faults());
    checkIds(source);
    GraphOrder order = GraphOrder.of(source);
    if (!order.cycle().isEmpty()) {
      faults.add(cycle(order.cycle()));
    }
    FunctionModel ordered = function(order.nodes(), order.cycle().isEmpty());
    List<FunctionModel> functions = type.functions().stream()
        .map(other -> other.equals(function) ? ordered : other)
        .toList();
    return new Ordered(type.withFunctions(functions), faults);
  }

  private FunctionModel function(List<NodeModel> nodes, boolean isWhole) {
    List<NodeModel.OfStep> last = new GraphModel(graph.flowName(), nodes, null).last();
    NodeModel.OfStep result =
        isWhole && last.size() == 1 && !last.get(0).step().method().isVoid() ? last.get(0) : null;
    MethodModel method = function.method();
    return function.ordered(
        new MethodModel(
            method.name(),
            method.modifiers(),
            false,
            fields.parameters(),
            false,
            null,
            result == null ? TypeModel.Primitive.VOID : result.brings(),
            result == null ? SchemaText.NOTHING : result.schema(),
            null,
            result == null ? Set.of() : result.step().method().resultSecrets(),
            method.address()),
        new GraphModel(graph.flowName(), nodes, result));
  }

  private static Fault cycle(List<NodeModel> nodes) {
    String path = Stream.concat(nodes.stream(), Stream.of(nodes.get(0)))
        .map(NodeModel::id)
        .collect(Collectors.joining(" → "));
    StepModel first = nodes.stream()
        .filter(NodeModel.OfStep.class::isInstance)
        .map(node -> ((NodeModel.OfStep) node).step())
        .findFirst()
        .orElseThrow();
    return Fault.of(FaultKind.STEP_CYCLE, first.method().address(), path);
  }

  /** The ids of sleeps and waits are derived from other names, and must differ from the ids of steps too. */
  private void checkIds(List<NodeModel> nodes) {
    Set<String> ids = type.steps().stream().map(StepModel::id).collect(Collectors.toSet());
    for (NodeModel node : nodes) {
      if (node instanceof NodeModel.OfWait wait && ids.contains(wait.id())) {
        sameId(wait.id(), wait.awaited().parameter().address());
      } else if (node instanceof NodeModel.OfStep step
          && step.step().order().delay().isGiven()
          && ids.contains(step.sleepId())) {
        sameId(step.sleepId(), step.step().order().delay().address());
      }
    }
  }

  private void sameId(String id, Address address) {
    fault(FaultKind.SAME_STEP_ID, address, type.name(), id);
  }

  private void fault(FaultKind kind, Address address, Object... names) {
    faults.add(Fault.of(kind, address, names));
  }
}
