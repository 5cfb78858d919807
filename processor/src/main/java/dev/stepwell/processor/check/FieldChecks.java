package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.TypeModel;
import java.util.List;
import java.util.Optional;

/** Checks the fields that are named of an event. */
final class FieldChecks {
  private FieldChecks() {}

  /** The field of the event's record that has this name in Java, as parameters name it. */
  static Optional<FieldModel> component(EventModel event, String name) {
    return event.fields().stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** The event's field that has this name in JSON, as what is matched and conditions name it. */
  static Optional<FieldModel> field(EventModel event, String name) {
    return field(event.fields(), name);
  }

  /** The one of these fields that has this name in JSON. */
  static Optional<FieldModel> field(List<FieldModel> fields, String name) {
    return fields.stream().filter(field -> field.json().name().equals(name)).findFirst();
  }

  /** The fault of a name that no field of the event has in JSON. */
  static Fault unknown(EventModel event, String name, Address address) {
    List<String> names =
        event.fields().stream().map(field -> field.json().name()).toList();
    return unknown(event, name, names, hint(name, event.fields()), address);
  }

  /** A suggestion for a name that no JSON field has: the field with that name in Java, or with a similar name. */
  static String hint(String name, List<FieldModel> fields) {
    List<String> names = fields.stream().map(field -> field.json().name()).toList();
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .map(field -> "; JSON has " + name + " as " + field.json().name())
        .orElseGet(() -> SimilarNames.hint(name, names));
  }

  /** The fault of a name that no field of the event has in Java. */
  static Fault unknownComponent(EventModel event, String name, Address address) {
    List<String> names = event.fields().stream().map(FieldModel::name).toList();
    String hint = field(event, name)
        .map(field -> "; Java has " + name + " as " + field.name())
        .orElseGet(() -> SimilarNames.hint(name, names));
    return unknown(event, name, names, hint, address);
  }

  private static Fault unknown(
      EventModel event, String name, List<String> names, String hint, Address address) {
    return Fault.of(
        FaultKind.UNKNOWN_FIELD,
        address,
        event.name(),
        name,
        names.isEmpty() ? "none" : String.join(", ", names),
        hint);
  }

  /** The fault of a matched field that the event does not have, or has with another type. */
  static List<Fault> ofMatched(EventModel event, FieldModel wanted, Address address) {
    String name = wanted.json().name();
    return field(event, name)
        .map(field -> of(event, name, field, wanted.type(), address))
        .orElseGet(() -> List.of(unknown(event, name, address)));
  }

  /** The fault of a field of this name in Java that the event does not have, or has with another type than this. */
  static List<Fault> of(EventModel event, String name, TypeModel type, Address address) {
    return component(event, name)
        .map(field -> of(event, name, field, type, address))
        .orElseGet(() -> List.of(unknownComponent(event, name, address)));
  }

  private static List<Fault> of(
      EventModel event, String name, FieldModel field, TypeModel type, Address address) {
    return field.type().equals(type)
        ? List.of()
        : List.of(Fault.of(
            FaultKind.FIELD_TYPE, address, name, event.name(), field.type().words(), type.words()));
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

  /** The fault of an event that starts a function too, but has other fields than the function's event. */
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
