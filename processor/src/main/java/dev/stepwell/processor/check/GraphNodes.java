package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.GraphModel;
import dev.stepwell.processor.model.InputModel;
import dev.stepwell.processor.model.NodeModel;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.TextModel;
import dev.stepwell.processor.model.WaitModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The nodes of a graph, in the order of the source: what each step takes, and from where. */
final class GraphNodes {
  private final ClassModel type;
  private final GraphFields fields;
  private final Providers providers;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<StepModel, String> names = new LinkedHashMap<>();
  private final Map<String, NodeModel.OfWait> waits = new LinkedHashMap<>();

  GraphNodes(ClassModel type, GraphFields fields) {
    this.type = type;
    this.fields = fields;
    this.providers = new Providers(type.steps(), this::isSought, fields::isKnown);
    Set<String> taken = new HashSet<>(GraphModel.OWN_NAMES);
    type.steps().forEach(step -> names.put(step, name(step.method().name(), taken)));
    type.steps().stream()
        .flatMap(step -> step.order().waits().stream())
        .forEach(wait -> addWait(wait, taken));
  }

  /** The nodes, each wait before the first step that takes it. */
  List<NodeModel> read() {
    Set<NodeModel> nodes = new LinkedHashSet<>();
    for (StepModel step : type.steps()) {
      for (WaitModel wait : step.order().waits()) {
        nodes.add(waits.get(wait.parameter().name()));
      }
      nodes.add(node(step));
    }
    return List.copyOf(nodes);
  }

  /** The faults found. */
  List<Fault> faults() {
    return faults;
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
            SimilarNames.hint(id.text(), ids));
      }
    }
    return after;
  }

  /** Whether a parameter may be the result of a step. */
  private boolean isSought(StepModel step, FieldModel parameter) {
    return !isAwaited(step, parameter)
        && !StepModel.isConnection(parameter.type())
        && !FunctionModel.isSteps(parameter.type())
        && !fields.isWhole(parameter);
  }

  private static boolean isAwaited(StepModel step, FieldModel parameter) {
    return step.order().waits().stream().anyMatch(wait -> wait.parameter().equals(parameter));
  }

  /** The source of a parameter's value; empty if there is a fault, which is reported. */
  private Optional<InputModel> input(StepModel step, FieldModel parameter) {
    if (isAwaited(step, parameter)) {
      return Optional.ofNullable(waits.get(parameter.name()))
          .map(wait -> ofNode(parameter, wait.name()));
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

  private void fault(FaultKind kind, Address address, Object... names) {
    faults.add(Fault.of(kind, address, names));
  }
}
