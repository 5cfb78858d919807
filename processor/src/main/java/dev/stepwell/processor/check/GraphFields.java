package dev.stepwell.processor.check;

import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.InputModel;
import dev.stepwell.processor.model.StepModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The inputs of a graph that come from its event: fields by name, or the event as a whole. */
final class GraphFields {
  private final FunctionModel function;

  /** The event, if it is hand-written; null if its fields follow from the graph, or if there is none. */
  private final @Nullable EventModel known;

  /** The parameters that first named the event's fields, or the event. */
  private final Map<String, FieldModel> parameters = new LinkedHashMap<>();

  private final Map<String, StepModel> users = new LinkedHashMap<>();
  private final List<Fault> faults = new ArrayList<>();

  GraphFields(FunctionModel function, Collection<EventModel> given) {
    this.function = function;
    this.known = function.whole() != null ? function.whole() : declared(function.event(), given);
  }

  private static @Nullable EventModel declared(String name, Collection<EventModel> given) {
    return given.stream()
        .filter(event -> event.declared() && event.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The faults of the named fields. */
  List<Fault> faults() {
    return faults;
  }

  /** What the function takes, in the order of the source. */
  List<FieldModel> parameters() {
    return List.copyOf(parameters.values());
  }

  /** Whether the hand-written event has this field. */
  boolean isKnown(FieldModel parameter) {
    return known != null
        && FieldChecks.component(known, parameter.name())
            .filter(field -> field.type().equals(parameter.type()))
            .isPresent();
  }

  /** Whether this is the event, or a cron tick. */
  boolean isWhole(FieldModel parameter) {
    return function.isWhole(parameter.type()) || FunctionModel.isTick(parameter.type());
  }

  /** The event as an input. */
  InputModel whole(FieldModel parameter) {
    parameters.putIfAbsent(parameter.name(), parameter);
    return new InputModel(InputModel.Kind.WHOLE, "");
  }

  /**
   * A field of the event as an input of a step; empty if there is no such field or it has another type, which is
   * reported.
   */
  Optional<InputModel> field(StepModel step, FieldModel parameter) {
    String name = parameter.name();
    if (known != null && FieldChecks.component(known, name).isEmpty()) {
      faults.add(missing(step, parameter, known));
      return Optional.empty();
    }
    FieldModel other = parameters.putIfAbsent(name, parameter);
    if (other == null) {
      users.put(name, step);
    } else if (!other.sameAs(parameter)) {
      faults.add(Fault.of(
          FaultKind.FIELD_SHAPES,
          parameter.address(),
          name,
          words(other),
          users.containsKey(name)
              ? users.get(name).method().name()
              : function.method().name(),
          words(parameter),
          step.method().name()));
      return Optional.empty();
    }
    return Optional.of(new InputModel(InputModel.Kind.FIELD, name));
  }

  private Fault missing(StepModel step, FieldModel parameter, EventModel event) {
    List<String> names = event.fields().stream().map(FieldModel::name).toList();
    String there = function.hasCron()
        ? "a cron tick has no other data"
        : "event " + event.name() + " has no such field (its fields are " + String.join(", ", names)
            + ")" + SimilarNames.hint(parameter.name(), names);
    return Fault.of(
        FaultKind.MISSING_INPUT,
        parameter.address(),
        step.method().name(),
        parameter.type().words() + " " + parameter.name(),
        there);
  }

  private static String words(FieldModel field) {
    return (field.nullable() && !field.type().isOptional() ? "@Nullable " : "")
        + field.type().words();
  }
}
