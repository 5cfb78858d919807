package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.TypeModel;
import java.util.List;
import java.util.Optional;

/** Finds what is wrong with the fields that are named of an event. */
final class FieldChecks {
  private FieldChecks() {}

  /** The event's field of this name. */
  static Optional<FieldModel> field(EventModel event, String name) {
    return event.fields().stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** The fault of a name that no field of the event has. */
  static Fault unknown(EventModel event, String name, Address address) {
    List<String> names = event.fields().stream().map(FieldModel::name).toList();
    return Fault.of(
        FaultKind.UNKNOWN_FIELD,
        address,
        event.name(),
        name,
        names.isEmpty() ? "none" : String.join(", ", names),
        Names.hint(name, names));
  }

  /** The fault of a field that the event does not have, or has with another type. */
  static List<Fault> of(EventModel event, FieldModel wanted, Address address) {
    return of(event, wanted.name(), wanted.type(), address);
  }

  /** The fault of a field of this name that the event does not have, or has with another type than this. */
  static List<Fault> of(EventModel event, String name, TypeModel type, Address address) {
    Optional<FieldModel> field = field(event, name);
    if (field.isEmpty()) {
      return List.of(unknown(event, name, address));
    }
    return field.get().type().equals(type)
        ? List.of()
        : List.of(Fault.of(
            FaultKind.FIELD_TYPE,
            address,
            name,
            event.name(),
            field.get().type().words(),
            type.words()));
  }

  /** Whether these are the same fields in the same order. */
  static boolean areSame(List<FieldModel> some, List<FieldModel> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).sameAs(others.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The fault of an event that starts a function too, with other fields than the one that the function is called with. */
  static List<Fault> ofOther(
      FunctionModel function, EventModel first, EventModel other, Address address) {
    boolean same = first.fields().size() == other.fields().size()
        && first.fields().stream()
            .allMatch(field -> other.fields().stream().anyMatch(field::sameAs));
    return same
        ? List.of()
        : List.of(Fault.of(
            FaultKind.EVENTS_DIFFER,
            address,
            function.method().name(),
            first.name(),
            other.name(),
            EventChecks.words(first.fields()),
            EventChecks.words(other.fields())));
  }
}
