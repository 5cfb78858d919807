package dev.stepwell.processor;

import dev.stepwell.Function;
import dev.stepwell.processor.check.ClassChecks;
import dev.stepwell.processor.check.EventPlan;
import dev.stepwell.processor.check.Fault;
import dev.stepwell.processor.check.FaultKind;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.CatalogModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.OnFailureModel;
import dev.stepwell.processor.model.PlannedFunction;
import dev.stepwell.processor.scan.ClassScanner;
import dev.stepwell.processor.scan.Messages;
import dev.stepwell.processor.write.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** All that is compiled together: scanned, checked as a whole, and written where nothing is wrong. */
final class Compilation {
  private final ClassScanner scanner;
  private final Messages messages;
  private final Writer writer;
  private final Set<String> takenNames = new HashSet<>();
  private final List<ClassModel> classes = new ArrayList<>();
  private final List<EventModel> declared = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  Compilation(ClassScanner scanner, Messages messages, Writer writer) {
    this.scanner = scanner;
    this.messages = messages;
    this.writer = writer;
  }

  /** Remembers a name that no generated class may have. */
  void takeName(Element root) {
    takenNames.add(root.toString());
  }

  void addClass(TypeElement type) {
    classes.add(scanner.scan(type));
  }

  void addEvent(TypeElement type) {
    Address address = new Address(type, null, null);
    String name = type.getSimpleName().toString();
    if (!ClassScanner.isRecord(type)) {
      faults.add(Fault.of(FaultKind.EVENT_NOT_RECORD, address, name));
    } else if (ClassScanner.isPrivate(type)) {
      faults.add(Fault.of(FaultKind.HIDDEN_EVENT, address, name));
    } else {
      declared.add(scanner.event(type));
    }
  }

  void addCancelled(Element method) {
    if (method.getAnnotation(Function.class) == null) {
      faults.add(Fault.of(
          FaultKind.CANCEL_WITHOUT_FUNCTION,
          new Address(method, null, null),
          method.getSimpleName()));
    }
  }

  /** The full names of the catalogs that belong to what was added. */
  Set<String> catalogNames() {
    Set<String> names = new HashSet<>();
    classes.forEach(type -> names.add(qualified(type.packageName(), type.catalogName())));
    declared.forEach(event -> names.add(qualified(event.packageName(), event.holderName())));
    return names;
  }

  private static String qualified(String packageName, String name) {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }

  /**
   * Checks everything, prints all faults, and writes what is right.
   *
   * @param earlier the catalogs of earlier compilations
   * @return the catalogs that were written
   */
  List<CatalogModel> run(List<CatalogModel> earlier) {
    checkDeclared();
    EventPlan plan = new EventPlan(classes, declared);
    Map<String, String> placesById = new HashMap<>();
    List<ClassModel> right = new ArrayList<>();
    for (ClassModel type : classes) {
      List<Fault> own = new ArrayList<>(ClassChecks.of(type));
      own.addAll(plan.faults(type));
      checkIds(type, placesById, own);
      checkNames(type, own);
      if (own.isEmpty()) {
        right.add(type);
      }
      faults.addAll(own);
    }
    checkEventNames(plan);
    faults.forEach(fault -> messages.error(fault.message(), fault.address()));
    return write(plan, right, earlier);
  }

  private void checkDeclared() {
    Map<String, EventModel> byName = new HashMap<>();
    for (EventModel event : declared) {
      EventModel other = byName.putIfAbsent(event.name(), event);
      if (other != null) {
        faults.add(Fault.of(
            FaultKind.SAME_EVENT,
            event.address(),
            event.name(),
            other.type().words(),
            event.type().words()));
      }
      faults.addAll(EventPlan.jsonFaults(event.name(), event.fields()));
    }
  }

  /** Compares ids by the constants that they give, for those must differ too. */
  private void checkIds(ClassModel type, Map<String, String> placesById, List<Fault> own) {
    for (FunctionModel function : type.functions()) {
      String place = type.name() + "." + function.method().name();
      String other = placesById.putIfAbsent(PlannedFunction.constant(function.id()), place);
      if (other != null) {
        own.add(Fault.of(
            FaultKind.SAME_FUNCTION_ID, function.idAddress(), function.id(), other, place));
      }
    }
  }

  private void checkNames(ClassModel type, List<Fault> own) {
    checkName(type.packageName(), type.durableName(), type.name(), type.address(), own);
    if (!type.functions().isEmpty()) {
      checkName(type.packageName(), type.catalogName(), type.name(), type.address(), own);
    }
  }

  private void checkEventNames(EventPlan plan) {
    List<EventModel> events = new ArrayList<>(plan.generated());
    events.addAll(declared);
    for (EventModel event : events) {
      String of = "event " + event.name();
      checkName(event.packageName(), event.holderName(), of, event.address(), faults);
    }
  }

  /** Whether an event can be written: nothing is wrong at its place or at one of its fields. */
  private boolean isRight(EventModel event) {
    return faults.stream()
        .noneMatch(fault -> fault.address().equals(event.address())
            || event.fields().stream().anyMatch(field -> field.address().equals(fault.address())));
  }

  private void checkName(
      String packageName, String name, String of, Address address, List<Fault> to) {
    if (!takenNames.add(qualified(packageName, name))) {
      to.add(Fault.of(FaultKind.NAME_TAKEN, address, name, of));
    }
  }

  private List<CatalogModel> write(
      EventPlan plan, List<ClassModel> right, List<CatalogModel> earlier) {
    List<CatalogModel> catalogs = new ArrayList<>();
    plan.generated().stream().filter(this::isRight).forEach(writer::event);
    for (EventModel event : declared.stream().filter(this::isRight).toList()) {
      writer.declaredEvent(event);
      String origin = qualified(event.packageName(), String.join(".", event.names()));
      catalogs.add(new CatalogModel(event.packageName(), event.holderName(), origin, List.of()));
    }
    Map<String, List<Address>> packages = new TreeMap<>();
    for (ClassModel type : right) {
      List<PlannedFunction> functions = planned(type, plan);
      writer.type(type, functions);
      if (!functions.isEmpty()) {
        catalogs.add(catalog(type, functions));
        packages.computeIfAbsent(type.packageName(), name -> new ArrayList<>()).add(type.address());
      }
    }
    packages.forEach(
        (name, origins) -> writer.functions(name, inPackage(name, catalogs, earlier), origins));
    return catalogs;
  }

  private static List<CatalogModel> inPackage(
      String name, List<CatalogModel> catalogs, List<CatalogModel> earlier) {
    Map<String, CatalogModel> byName = new TreeMap<>();
    for (List<CatalogModel> some : List.of(earlier, catalogs)) {
      some.stream()
          .filter(catalog -> catalog.packageName().equals(name))
          .forEach(catalog -> byName.put(catalog.name(), catalog));
    }
    return List.copyOf(byName.values());
  }

  private static List<PlannedFunction> planned(ClassModel type, EventPlan plan) {
    List<PlannedFunction> planned = new ArrayList<>();
    for (FunctionModel function : type.functions()) {
      List<EventModel> cancels = function.cancelOn().stream()
          .map(CancelOnModel::event)
          .map(plan::event)
          .map(Objects::requireNonNull)
          .toList();
      EventModel trigger = Objects.requireNonNull(plan.event(function.event()));
      planned.add(new PlannedFunction(function, trigger, cancels, onFailure(type, function)));
    }
    return planned;
  }

  private static @Nullable OnFailureModel onFailure(ClassModel type, FunctionModel function) {
    return type.failures().stream()
        .filter(failure -> failure.functionId().equals(function.id()))
        .findFirst()
        .orElse(null);
  }

  private static CatalogModel catalog(ClassModel type, List<PlannedFunction> functions) {
    return new CatalogModel(
        type.packageName(),
        type.catalogName(),
        type.qualifiedName(),
        functions.stream()
            .map(planned -> new CatalogModel.Constant(
                planned.constant(),
                planned.trigger().type(),
                planned.function().method().returns()))
            .toList());
  }
}
