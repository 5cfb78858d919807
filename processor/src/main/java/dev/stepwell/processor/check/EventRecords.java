package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of events, existing and to be generated. */
final class EventRecords {
  private final Map<String, EventModel> events = new TreeMap<>();
  private final List<EventModel> generated = new ArrayList<>();
  private final Set<String> triggers = new HashSet<>();

  /** Starts with the existing records; functions may use events to be generated, too. */
  EventRecords(Collection<EventModel> given) {
    given.forEach(this::add);
    events.values().stream()
        .filter(event -> !event.declared())
        .forEach(event -> triggers.add(event.name()));
  }

  /** Adds an existing record, unless its event has one. */
  void add(EventModel event) {
    events.putIfAbsent(event.name(), event);
  }

  /** Registers that this event starts a function, which determines its fields. */
  void addTrigger(String event) {
    triggers.add(event);
  }

  @Nullable
  EventModel event(String name) {
    return events.get(name);
  }

  /** All of them. */
  Collection<EventModel> all() {
    return events.values();
  }

  /** Whether the fields of this event are decided: by hand, or by a function that it starts. */
  boolean isDecided(EventModel event) {
    return event.declared() || triggers.contains(event.name());
  }

  /** Those to be generated, by name. */
  List<EventModel> generated() {
    return generated.stream().sorted(Comparator.comparing(EventModel::name)).toList();
  }

  /** Plans a record to generate in this package, or returns the equal one planned by an earlier use. */
  List<Fault> use(String packageName, String event, List<FieldModel> fields, Address address) {
    EventModel known = events.get(event);
    String record = EventModel.recordName(event);
    if (known == null) {
      EventModel planned = generated(event, packageName, fields, address);
      events.put(event, planned);
      generated.add(planned);
      return List.of();
    }
    if (FieldChecks.areSame(known.fields(), fields) && generated.remove(known)) {
      EventModel merged = known.withSecretsOf(fields);
      events.put(event, merged);
      generated.add(merged);
    }
    return FieldChecks.areSame(known.fields(), fields)
        ? packageFaults(known, packageName, address)
        : List.of(Fault.of(
            FaultKind.EVENT_SHAPES,
            address,
            event,
            EventChecks.words(known.fields()),
            EventChecks.words(fields),
            record));
  }

  /** An event whose record is to be generated. */
  static EventModel generated(
      String event, String packageName, List<FieldModel> fields, Address address) {
    List<String> names = List.of(EventModel.recordName(event));
    return new EventModel(
        event, packageName, names, fields, List.of(), EventModel.Json.EXACT, false, false, address);
  }

  /** The fault of a generated record that another package uses. */
  static List<Fault> packageFaults(EventModel event, String packageName, Address address) {
    String own = event.packageName();
    String record = event.names().get(0);
    return own.equals(packageName)
        ? List.of()
        : List.of(
            Fault.of(FaultKind.EVENT_PACKAGES, address, event.name(), own, packageName, record));
  }
}
