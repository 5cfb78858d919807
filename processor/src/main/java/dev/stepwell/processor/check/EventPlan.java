package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.TextModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which record belongs to each event of a build: a hand-written one, or one to be generated beside the
 * functions that use it.
 */
public final class EventPlan {
  private final EventRecords records;
  /** By the names of the classes. */
  private final Map<String, List<Fault>> faults = new HashMap<>();

  /** Plans the events of these classes, with those that have their record already. */
  public EventPlan(List<ClassModel> classes, Collection<EventModel> given) {
    this.records = new EventRecords(given);
    functions(classes).map(FunctionModel::whole).filter(Objects::nonNull).forEach(records::add);
    for (ClassModel type : classes) {
      type.functions().forEach(function -> planTriggers(type, function));
    }
    for (ClassModel type : classes) {
      type.functions().forEach(function -> planCancellations(type, function));
      type.functions().forEach(function -> checkKey(type, function));
      type.functions().forEach(function -> faults(type, WaitChecks.of(type, function, records)));
      type.functions().forEach(function -> checkCondition(type, function));
      type.functions().forEach(function -> checkKeys(type, function));
      faults(type, KeyChecks.ofSteps(type, triggers(type)));
    }
  }

  private static Stream<FunctionModel> functions(List<ClassModel> classes) {
    return classes.stream().flatMap(type -> type.functions().stream());
  }

  /** The event of this name; null if it could not be planned. */
  public @Nullable EventModel event(String name) {
    return records.event(name);
  }

  /** All events. */
  public Collection<EventModel> events() {
    return records.all();
  }

  /** The events to generate records for, by name. */
  public List<EventModel> generated() {
    return records.generated();
  }

  /** The faults of the events of this class. */
  public List<Fault> faults(ClassModel type) {
    return faults.getOrDefault(type.qualifiedName(), List.of());
  }

  private void fault(ClassModel type, FaultKind kind, Address address, Object... names) {
    faults(type, List.of(Fault.of(kind, address, names)));
  }

  private void faults(ClassModel type, List<Fault> found) {
    faults.computeIfAbsent(type.qualifiedName(), key -> new ArrayList<>()).addAll(found);
  }

  private void planTriggers(ClassModel type, FunctionModel function) {
    List<TextModel> names = function.events();
    boolean areNames =
        names.stream().filter(name -> isName(type, name.text(), name.address())).count()
            == names.size();
    if (!areNames || names.isEmpty() || !isWholeRight(type, function)) {
      return;
    }
    names.forEach(name -> records.addTrigger(name.text()));
    planFirst(type, function, names.get(0));
    names.stream().skip(1).forEach(name -> planOther(type, function, name));
  }

  private boolean isWholeRight(ClassModel type, FunctionModel function) {
    EventModel whole = function.whole();
    if (whole == null) {
      return true;
    }
    if (FunctionModel.isTick(whole.type())) {
      return false;
    }
    Address address = function.triggers().address();
    String words = whole.type().words();
    List<String> names = function.events().stream().map(TextModel::text).toList();
    if (!names.contains(whole.name())) {
      String method = function.method().name();
      String others = String.join(", ", names);
      fault(type, FaultKind.WHOLE_EVENT, address, method, words, whole.name(), others);
      return false;
    }
    EventModel known = Objects.requireNonNull(records.event(whole.name()));
    if (!known.type().equals(whole.type())) {
      fault(type, FaultKind.SAME_EVENT, address, whole.name(), known.type().words(), words);
      return false;
    }
    return true;
  }

  /** Plans the event that the function is called with. */
  private void planFirst(ClassModel type, FunctionModel function, TextModel event) {
    faults(type, EventChecks.carried(event.text(), function.fields()));
    EventModel known = records.event(event.text());
    if (known != null && known.declared()) {
      function
          .fields()
          .forEach(field ->
              faults(type, FieldChecks.of(known, field.name(), field.type(), field.address())));
    } else {
      faults(type, EventChecks.names(event.text(), function.fields(), null));
      use(type, event.text(), function.fields(), event.address());
    }
  }

  /** Plans an event that starts the function too, which is called with the first: it has the same fields. */
  private void planOther(ClassModel type, FunctionModel function, TextModel event) {
    EventModel first = Objects.requireNonNull(records.event(function.event()));
    EventModel known = records.event(event.text());
    if (known == null || !known.declared()) {
      List<FieldModel> fields =
          first.fields().stream().map(FieldModel::asInJson).toList();
      faults(type, EventChecks.bare(first, event.text(), fields, event.address()));
      faults(type, EventChecks.names(event.text(), fields, event.address()));
      use(type, event.text(), fields, event.address());
    } else {
      faults(type, FieldChecks.ofOther(function, first, known, event.address()));
    }
  }

  private void planCancellations(ClassModel type, FunctionModel function) {
    EventModel trigger = records.event(function.event());
    if (trigger != null) {
      function
          .cancelOn()
          .forEach(cancelOn ->
              faults(type, CancelPlan.plan(records, type.packageName(), trigger, cancelOn)));
    }
  }

  private void checkCondition(ClassModel type, FunctionModel function) {
    EventModel trigger = function.hasCron() ? null : records.event(function.event());
    if (trigger != null && function.triggers().isConditional()) {
      faults(type, ConditionChecks.ofStart(function, trigger));
    }
  }

  private List<EventModel> triggers(ClassModel type) {
    return type.functions().stream()
        .filter(function -> !function.hasCron())
        .flatMap(function -> Stream.ofNullable(records.event(function.event())))
        .toList();
  }

  private void checkKeys(ClassModel type, FunctionModel function) {
    EventModel trigger = function.hasCron() ? null : records.event(function.event());
    if (trigger != null) {
      faults(type, KeyChecks.of(type, function, trigger));
    }
  }

  private void checkKey(ClassModel type, FunctionModel function) {
    EventModel trigger = function.hasCron() ? null : records.event(function.event());
    if (trigger != null) {
      function.options().idempotencyKey().stream()
          .filter(field -> FieldChecks.field(trigger, field.text()).isEmpty())
          .forEach(field ->
              faults(type, List.of(FieldChecks.unknown(trigger, field.text(), field.address()))));
    }
  }

  private void use(ClassModel type, String event, List<FieldModel> fields, Address address) {
    faults(type, records.use(type.packageName(), event, fields, address));
  }

  private boolean isName(ClassModel type, String event, Address address) {
    List<Fault> found = EventChecks.name(event, address);
    faults(type, found);
    return found.isEmpty();
  }
}
