package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which record carries each event of a build: one that was declared by hand, or one to be generated beside the functions
 * that use it.
 */
public final class EventPlan {
  private final Map<String, EventModel> events = new TreeMap<>();
  private final List<EventModel> generated = new ArrayList<>();
  private final Set<String> triggers = new HashSet<>();
  private final Map<ClassModel, List<Fault>> faults = new HashMap<>();

  /** Plans the events of these classes, with those that have their record already. */
  public EventPlan(List<ClassModel> classes, Collection<EventModel> given) {
    given.forEach(event -> events.putIfAbsent(event.name(), event));
    events.values().stream()
        .filter(event -> !event.declared())
        .forEach(event -> triggers.add(event.name()));
    functions(classes).map(FunctionModel::whole).filter(Objects::nonNull).forEach(whole -> {
      events.putIfAbsent(whole.name(), whole);
    });
    for (ClassModel type : classes) {
      type.functions().forEach(function -> planTrigger(type, function));
    }
    for (ClassModel type : classes) {
      type.functions().forEach(function -> planCancellations(type, function));
    }
  }

  private static Stream<FunctionModel> functions(List<ClassModel> classes) {
    return classes.stream().flatMap(type -> type.functions().stream());
  }

  /** The event of this name; null if it could not be planned. */
  public @Nullable EventModel event(String name) {
    return events.get(name);
  }

  /** The events whose records are to be generated, by name. */
  public List<EventModel> generated() {
    return generated.stream().sorted(Comparator.comparing(EventModel::name)).toList();
  }

  /** What is wrong with the events of this class. */
  public List<Fault> faults(ClassModel type) {
    return faults.getOrDefault(type, List.of());
  }

  private void fault(ClassModel type, FaultKind kind, Address address, Object... names) {
    faults(type, List.of(Fault.of(kind, address, names)));
  }

  private void faults(ClassModel type, List<Fault> found) {
    faults.computeIfAbsent(type, key -> new ArrayList<>()).addAll(found);
  }

  private void planTrigger(ClassModel type, FunctionModel function) {
    if (!isName(type, function.event(), function.eventAddress()) || !isWholeRight(type, function)) {
      return;
    }
    faults(type, EventChecks.carried(function.event(), function.fields()));
    triggers.add(function.event());
    EventModel known = events.get(function.event());
    if (known != null && known.declared()) {
      function
          .fields()
          .forEach(field -> checkField(type, known, field.name(), field, field.address()));
    } else {
      faults(type, EventChecks.names(function.event(), function.fields(), null));
      use(type, function.event(), function.fields(), function.eventAddress());
    }
  }

  private boolean isWholeRight(ClassModel type, FunctionModel function) {
    EventModel whole = function.whole();
    if (whole == null) {
      return true;
    }
    Address address = function.eventAddress();
    String words = whole.type().words();
    if (!whole.name().equals(function.event())) {
      String method = function.method().name();
      fault(type, FaultKind.WHOLE_EVENT, address, method, words, whole.name(), function.event());
      return false;
    }
    EventModel known = Objects.requireNonNull(events.get(whole.name()));
    if (!known.type().equals(whole.type())) {
      fault(type, FaultKind.SAME_EVENT, address, whole.name(), known.type().words(), words);
      return false;
    }
    return true;
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
      if (!known.declared()) {
        checkPackage(type, known, cancelOn.eventAddress());
      }
    } else {
      faults(type, EventChecks.names(cancelOn.event(), matched, cancelOn.eventAddress()));
      use(type, cancelOn.event(), matched, cancelOn.eventAddress());
    }
  }

  /** Plans a generated record, or finds the one that an earlier use has planned to be the same. */
  private void use(ClassModel type, String event, List<FieldModel> fields, Address address) {
    EventModel known = events.get(event);
    String record = EventModel.recordName(event);
    if (known == null) {
      EventModel planned =
          new EventModel(event, type.packageName(), List.of(record), fields, false, false, address);
      events.put(event, planned);
      generated.add(planned);
    } else if (!sameFields(known.fields(), fields)) {
      String words = EventChecks.words(known.fields());
      String others = EventChecks.words(fields);
      fault(type, FaultKind.EVENT_SHAPES, address, event, words, others, record);
    } else {
      checkPackage(type, known, address);
    }
  }

  private void checkPackage(ClassModel type, EventModel event, Address address) {
    String record = event.names().get(0);
    String first = event.packageName();
    String second = type.packageName();
    if (!first.equals(second)) {
      fault(type, FaultKind.EVENT_PACKAGES, address, event.name(), first, second, record);
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
    List<Fault> found = EventChecks.name(event, address);
    faults(type, found);
    return found.isEmpty();
  }
}
