package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.GraphModel;
import dev.stepwell.processor.model.InputModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.NodeModel;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.TextModel;
import dev.stepwell.processor.model.TypeModel;
import dev.stepwell.processor.model.WaitModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the steps of a class that is a function in order: what each takes, and from where. */
public final class GraphPlan {
  private final ClassModel type;
  private final FunctionModel function;
  private final GraphModel graph;
  private final GraphFields fields;
  private final Providers providers;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<StepModel, String> names = new LinkedHashMap<>();
  private final Map<String, NodeModel.OfWait> waits = new LinkedHashMap<>();

  private GraphPlan(
      ClassModel type, FunctionModel function, GraphModel graph, Collection<EventModel> given) {
    this.type = type;
    this.function = function;
    this.graph = graph;
    this.fields = new GraphFields(function, given);
    this.providers = new Providers(type.steps(), this::isSought, fields::isKnown);
    Set<String> taken = new HashSet<>(GraphModel.OWN_NAMES);
    type.steps().forEach(step -> names.put(step, name(step.method().name(), taken)));
    type.steps().stream()
        .flatMap(step -> step.order().waits().stream())
        .forEach(wait -> addWait(wait, taken));
  }

  /**
   * A class with its steps in order.
   *
   * @param type the class; as it was, if it is no function
   * @param faults what is wrong with the order
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
    List<NodeModel> source = new ArrayList<>();
    for (StepModel step : type.steps()) {
      step.order().waits().stream()
          .map(wait -> waits.get(wait.parameter().name()))
          .filter(wait -> !source.contains(wait))
          .forEach(source::add);
      source.add(node(step));
    }
    checkIds(source);
    GraphOrder order = GraphOrder.of(source);
    if (!order.cycle().isEmpty()) {
      faults.add(cycle(order.cycle()));
    }
    faults.addAll(fields.faults());
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
            null,
            result == null ? Set.of() : result.step().method().resultSecrets(),
            method.address()),
        new GraphModel(graph.flowName(), nodes, result));
  }

  private static String name(String wanted, Set<String> taken) {
    String name = wanted;
    while (!taken.add(name)) {
      name += "Node";
    }
    return name;
  }

  private void addWait(WaitModel wait, Set<String> taken) {
    String parameter = wait.parameter().name();
    NodeModel.OfWait known = waits.get(parameter);
    if (known == null) {
      List<InputModel> inputs = wait.match().stream().map(this::matched).toList();
      waits.put(parameter, new NodeModel.OfWait(name(parameter, taken), wait, inputs));
    } else if (!known.awaited().sameAs(wait)) {
      fault(FaultKind.DIFFERENT_WAITS, wait.eventAddress(), parameter);
    }
  }

  /** Where the value of a matched field comes from. */
  private InputModel matched(String field) {
    return providers
        .named(field)
        .map(step -> new InputModel(InputModel.Kind.VALUE, nodeName(step)))
        .orElseGet(() -> new InputModel(InputModel.Kind.FIELD, field));
  }

  private String nodeName(StepModel step) {
    return names.getOrDefault(step, "");
  }

  private NodeModel.OfStep node(StepModel step) {
    List<InputModel> inputs = new ArrayList<>();
    step.method().parameters().forEach(parameter -> input(step, parameter).ifPresent(inputs::add));
    List<String> elements = inputs.stream()
        .filter(input -> input.kind() == InputModel.Kind.EACH)
        .map(InputModel::name)
        .toList();
    if (elements.size() > 1) {
      fault(
          FaultKind.TWO_ELEMENTS,
          step.method().address(),
          step.method().name(),
          elements.get(0),
          elements.get(1));
    }
    return new NodeModel.OfStep(nodeName(step), step, inputs, after(step));
  }

  private List<String> after(StepModel step) {
    List<String> after = new ArrayList<>();
    for (TextModel id : step.order().after()) {
      Optional<StepModel> earlier =
          type.steps().stream().filter(other -> other.id().equals(id.text())).findFirst();
      if (earlier.isPresent()) {
        after.add(nodeName(earlier.get()));
      } else {
        List<String> ids = type.steps().stream().map(StepModel::id).toList();
        fault(
            FaultKind.UNKNOWN_STEP,
            id.address(),
            step.method().name(),
            id.text(),
            type.name(),
            Names.hint(id.text(), ids));
      }
    }
    return after;
  }

  /** Whether a parameter may be the result of a step. */
  private boolean isSought(StepModel step, FieldModel parameter) {
    return waitOf(step, parameter) == null
        && !StepModel.isConnection(parameter.type())
        && !FunctionModel.isSteps(parameter.type())
        && !fields.isWhole(parameter);
  }

  private NodeModel.@Nullable OfWait waitOf(StepModel step, FieldModel parameter) {
    return step.order().waits().stream().anyMatch(wait -> wait.parameter().equals(parameter))
        ? waits.get(parameter.name())
        : null;
  }

  /** Where the value of a parameter comes from; nothing if that is wrong, which is told. */
  private Optional<InputModel> input(StepModel step, FieldModel parameter) {
    NodeModel.OfWait wait = waitOf(step, parameter);
    if (wait != null) {
      return Optional.of(ofNode(parameter, wait.name()));
    } else if (StepModel.isConnection(parameter.type())) {
      return Optional.of(new InputModel(InputModel.Kind.CONNECTION, ""));
    } else if (FunctionModel.isSteps(parameter.type())) {
      return Optional.empty();
    } else if (fields.isWhole(parameter)) {
      return Optional.of(fields.whole(parameter));
    }
    Providers.Found found = providers.find(step, parameter);
    if (found.steps().isEmpty()) {
      return fields.field(step, parameter);
    } else if (found.steps().size() > 1) {
      faults.add(ambiguous(step, parameter, found.steps()));
      return Optional.empty();
    }
    String node = nodeName(found.steps().get(0));
    return Optional.of(
        found.each() ? new InputModel(InputModel.Kind.EACH, node) : ofNode(parameter, node));
  }

  private static InputModel ofNode(FieldModel parameter, String node) {
    if (parameter.type().isOptional()) {
      return new InputModel(InputModel.Kind.OPTIONAL, node);
    }
    return new InputModel(
        parameter.nullable() ? InputModel.Kind.NULLABLE : InputModel.Kind.VALUE, node);
  }

  private static Fault ambiguous(StepModel step, FieldModel parameter, List<StepModel> between) {
    List<String> methods = between.stream().map(other -> other.method().name()).toList();
    return Fault.of(
        FaultKind.AMBIGUOUS_INPUT,
        parameter.address(),
        parameter.type().words() + " " + parameter.name(),
        step.method().name(),
        String.join(" and of ", methods),
        String.join(" or ", methods));
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

  /** The ids of sleeps and waits follow from other names, and must differ from those of steps too. */
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
