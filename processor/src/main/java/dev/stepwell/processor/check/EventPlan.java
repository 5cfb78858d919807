package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which record carries each event of a build: one that was declared by hand, or one to be generated beside the functions
 * that use it.
 */
public final class EventPlan {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\p{Graph}]*");

  private final Map<String, EventModel> events = new TreeMap<>();
  private final Set<String> triggers = new HashSet<>();
  private final Map<ClassModel, List<Fault>> faults = new HashMap<>();

  /** Plans the events of these classes, with those that were declared by hand. */
  public EventPlan(List<ClassModel> classes, List<EventModel> declared) {
    declared.forEach(event -> events.putIfAbsent(event.name(), event));
    for (ClassModel type : classes) {
      type.functions().forEach(function -> planTrigger(type, function));
    }
    for (ClassModel type : classes) {
      type.functions().forEach(function -> planCancellations(type, function));
    }
  }

  /** The event of this name; null if it could not be planned. */
  public @Nullable EventModel event(String name) {
    return events.get(name);
  }

  /** The events whose records are to be generated. */
  public Collection<EventModel> generated() {
    return events.values().stream().filter(event -> !event.declared()).toList();
  }

  /** What is wrong with the events of this class. */
  public List<Fault> faults(ClassModel type) {
    return faults.getOrDefault(type, List.of());
  }

  private void fault(ClassModel type, FaultKind kind, Address address, Object... names) {
    faults.computeIfAbsent(type, key -> new ArrayList<>()).add(Fault.of(kind, address, names));
  }

  private void planTrigger(ClassModel type, FunctionModel function) {
    EventModel whole = function.whole();
    if (whole != null) {
      if (!whole.name().equals(function.event())) {
        fault(
            type,
            FaultKind.WHOLE_EVENT,
            function.eventAddress(),
            function.method().name(),
            whole.type().words(),
            whole.name(),
            function.event());
        return;
      }
      events.putIfAbsent(whole.name(), whole);
    }
    if (!isName(type, function.event(), function.eventAddress())) {
      return;
    }
    checkJson(type, function.event(), function.fields());
    triggers.add(function.event());
    EventModel known = events.get(function.event());
    if (known != null && known.declared()) {
      function
          .fields()
          .forEach(field -> checkField(type, known, field.name(), field, field.address()));
    } else {
      use(type, function.event(), function.fields(), function.eventAddress());
    }
  }

  private void planCancellations(ClassModel type, FunctionModel function) {
    EventModel trigger = events.get(function.event());
    if (trigger == null) {
      return;
    }
    for (CancelOnModel cancelOn : function.cancelOn()) {
      if (cancelOn.match().isEmpty()) {
        fault(type, FaultKind.CANCEL_WITHOUT_MATCH, cancelOn.matchAddress(), cancelOn.event());
        continue;
      }
      if (!isName(type, cancelOn.event(), cancelOn.eventAddress())) {
        continue;
      }
      List<FieldModel> matched = new ArrayList<>();
      for (String match : cancelOn.match()) {
        FieldModel field = field(type, trigger, match, cancelOn.matchAddress());
        if (field != null) {
          matched.add(field);
        }
      }
      if (matched.size() == cancelOn.match().size()) {
        planCancellation(type, cancelOn, matched);
      }
    }
  }

  private void planCancellation(ClassModel type, CancelOnModel cancelOn, List<FieldModel> matched) {
    EventModel known = events.get(cancelOn.event());
    if (known != null && (known.declared() || triggers.contains(known.name()))) {
      matched.forEach(
          field -> checkField(type, known, field.name(), field, cancelOn.matchAddress()));
    } else {
      use(type, cancelOn.event(), matched, cancelOn.eventAddress());
    }
  }

  /** Plans a generated record, or finds the one that an earlier use has planned to be the same. */
  private void use(ClassModel type, String event, List<FieldModel> fields, Address address) {
    EventModel known = events.get(event);
    String record = EventModel.recordName(event);
    if (known == null) {
      events.put(
          event,
          new EventModel(event, type.packageName(), List.of(record), fields, false, address));
    } else if (!sameFields(known.fields(), fields)) {
      fault(
          type,
          FaultKind.EVENT_SHAPES,
          address,
          event,
          words(known.fields()),
          words(fields),
          record);
    } else if (!known.packageName().equals(type.packageName())) {
      fault(
          type,
          FaultKind.EVENT_PACKAGES,
          address,
          event,
          known.packageName(),
          type.packageName(),
          record);
    }
  }

  private static boolean sameFields(List<FieldModel> some, List<FieldModel> others) {
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

  private void checkField(
      ClassModel type, EventModel event, String name, FieldModel wanted, Address address) {
    FieldModel field = field(type, event, name, address);
    if (field != null && !field.type().equals(wanted.type())) {
      fault(
          type,
          FaultKind.FIELD_TYPE,
          address,
          name,
          event.name(),
          field.type().words(),
          wanted.type().words());
    }
  }

  private @Nullable FieldModel field(
      ClassModel type, EventModel event, String name, Address address) {
    for (FieldModel field : event.fields()) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    List<String> names = event.fields().stream().map(FieldModel::name).toList();
    fault(
        type,
        FaultKind.UNKNOWN_FIELD,
        address,
        event.name(),
        name,
        names.isEmpty() ? "none" : String.join(", ", names),
        Names.hint(name, names));
    return null;
  }

  private boolean isName(ClassModel type, String event, Address address) {
    boolean valid = NAME.matcher(event).matches();
    if (!valid) {
      fault(type, FaultKind.EVENT_NAME, address, event);
    }
    return valid;
  }

  private void checkJson(ClassModel type, String event, List<FieldModel> fields) {
    List<Fault> found = jsonFaults(event, fields);
    if (!found.isEmpty()) {
      faults.computeIfAbsent(type, key -> new ArrayList<>()).addAll(found);
    }
  }

  /** The fields of this event that JSON cannot carry. */
  public static List<Fault> jsonFaults(String event, List<FieldModel> fields) {
    List<Fault> found = new ArrayList<>();
    for (FieldModel field : fields) {
      if (field.jsonFault() != null) {
        found.add(Fault.of(
            FaultKind.EVENT_FIELD,
            field.address(),
            field.name(),
            event,
            field.type().words(),
            field.jsonFault()));
      }
    }
    return found;
  }

  /** Fields or parameters in words: {@code (String projectId, Visibility visibility)}. */
  static String words(List<FieldModel> fields) {
    return fields.stream()
        .map(field -> field.type().words() + " " + field.name())
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
