package dev.stepwell.processor.check;

import dev.stepwell.CronTick;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks one event. */
public final class EventChecks {
  private static final Pattern NAME = Pattern.compile("[A-Za-z]\\p{Graph}*");

  /** What no component of a record may be called, and the members that generated records have. */
  private static final Set<String> TAKEN = Set.of(
      "DEFINITION",
      "where",
      "clone",
      "finalize",
      "getClass",
      "hashCode",
      "notify",
      "notifyAll",
      "toString",
      "wait");

  private EventChecks() {}

  /** All faults of a hand-written event. */
  public static List<Fault> of(EventModel event) {
    List<Fault> faults = new ArrayList<>(name(event.name(), event.address()));
    String record = event.type().words();
    if (event.generic()) {
      faults.add(Fault.of(FaultKind.GENERIC_EVENT, event.address(), record));
      return faults;
    }
    if (event.json() == EventModel.Json.UNKNOWN) {
      faults.add(Fault.of(FaultKind.EVENT_JSON, event.address(), record));
    }
    for (FieldModel field : event.fields()) {
      Optional<String> hidden = field.type().hidden();
      hidden.ifPresent(type -> faults.add(
          Fault.of(FaultKind.PRIVATE_TYPE, field.address(), "event record " + record, type)));
    }
    faults.addAll(carried(event.name(), event.fields()));
    return faults;
  }

  /** The fault of a name that does not start like a Java name, or that is reserved for crons. */
  static List<Fault> name(String event, Address address) {
    if (event.equals(CronTick.NAME)) {
      return List.of(Fault.of(FaultKind.CRON_EVENT, address, event));
    }
    return NAME.matcher(event).matches()
        ? List.of()
        : List.of(Fault.of(FaultKind.EVENT_NAME, address, event));
  }

  /** The faults of fields that an event cannot carry. */
  static List<Fault> carried(String event, List<FieldModel> fields) {
    List<Fault> found = new ArrayList<>();
    for (FieldModel field : fields) {
      if (field.eventFault() != null) {
        found.add(Fault.of(
            FaultKind.EVENT_FIELD,
            field.address(),
            field.name(),
            event,
            field.type().words(),
            field.eventFault()));
      }
    }
    return found;
  }

  /** The faults of fields that cannot be components of a generated record, at this address or else at their own. */
  static List<Fault> names(String event, List<FieldModel> fields, @Nullable Address address) {
    return fields.stream()
        .filter(field -> TAKEN.contains(field.name()))
        .map(field -> Fault.of(
            FaultKind.FIELD_NAME, address == null ? field.address() : address, event, field.name()))
        .toList();
  }

  /** The faults of fields that a record without annotations, generated for this event, does not have as JSON has them in another. */
  static List<Fault> bare(
      EventModel other, String event, List<FieldModel> fields, Address address) {
    return fields.stream()
        .filter(field -> !field.json().bare())
        .map(field -> Fault.of(
            FaultKind.FIELD_JSON,
            address,
            event,
            field.json().name(),
            other.type().words(),
            EventModel.recordName(event)))
        .toList();
  }

  /** Fields or parameters in words: {@code (String projectId, Visibility visibility)}. */
  static String words(List<FieldModel> fields) {
    return fields.stream()
        .map(field -> field.type().words() + " " + field.name())
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
