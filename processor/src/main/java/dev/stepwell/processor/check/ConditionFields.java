package dev.stepwell.processor.check;

import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Side;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.ShapeModel;
import dev.stepwell.processor.model.ShapeModel.Kind;
import dev.stepwell.processor.model.TextModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the fields that a condition names in the events that it is about. */
final class ConditionFields {
  private static final ShapeModel UNKNOWN = ShapeModel.of("unknown", Kind.ANYTHING);

  private final TextModel condition;
  private final Map<Side, EventModel> events;
  private final List<Fault> faults;

  /** Adds faults to this collection. */
  ConditionFields(TextModel condition, Map<Side, EventModel> events, List<Fault> faults) {
    this.condition = condition;
    this.events = events;
    this.faults = faults;
  }

  /** The type of this field; an unknown field is a fault, and has any type. */
  ShapeModel type(Field field) {
    EventModel event = events.get(field.side());
    if (event == null) {
      return UNKNOWN;
    }
    String first = field.path().get(0);
    Optional<FieldModel> found = FieldChecks.field(event, first);
    if (found.isEmpty()) {
      faults.add(FieldChecks.unknown(event, first, condition.address()));
      return UNKNOWN;
    }
    ShapeModel at = found.get().shape();
    for (int i = 1; i < field.path().size(); i++) {
      at = member(field, i, at);
    }
    return at;
  }

  private ShapeModel member(Field field, int index, ShapeModel of) {
    String name = field.path().get(index);
    if (of.kind() == Kind.ANYTHING) {
      return UNKNOWN;
    }
    if (of.kind() == Kind.MAP && of.elements() != null) {
      return of.elements();
    }
    Optional<FieldModel> member = FieldChecks.field(of.members(), name);
    if (member.isPresent()) {
      return member.get().shape();
    }
    List<String> names = of.members().stream().map(one -> one.json().name()).toList();
    String owner =
        field.side().word() + ".data." + String.join(".", field.path().subList(0, index));
    faults.add(Fault.of(
        FaultKind.UNKNOWN_MEMBER,
        condition.address(),
        owner,
        of.words(),
        name,
        names.isEmpty() ? "none" : String.join(", ", names),
        FieldChecks.hint(name, of.members())));
    return UNKNOWN;
  }
}
