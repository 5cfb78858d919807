package dev.stepwell.processor;

import dev.stepwell.processor.check.ClassChecks;
import dev.stepwell.processor.check.EventChecks;
import dev.stepwell.processor.check.EventPlan;
import dev.stepwell.processor.check.Fault;
import dev.stepwell.processor.check.FaultKind;
import dev.stepwell.processor.check.GraphPlan;
import dev.stepwell.processor.check.ScopeChecks;
import dev.stepwell.processor.check.WasChecks;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.BodyModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.MethodModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The classes and events of one round, checked as a whole. */
final class Compilation {
  private static final String FUNCTIONS = "Functions";

  private final Build build;
  private final Predicate<String> javaLang;
  private final List<ClassModel> classes;
  private final List<EventModel> declared;
  private final EventPlan plan;
  private final GeneratedNames generatedNames;
  private final Bodies bodies;
  private final OtherModuleNames elsewhere;
  private final Predicate<Fault> isError;
  private final WasChecks wasChecks;
  /** By the names of the classes. */
  private final Map<String, List<Fault>> classFaults = new HashMap<>();

  private final Set<Fault> faults = new LinkedHashSet<>();

  /**
   * Checks these.
   *
   * @param javaLang whether {@code java.lang} has a class of a name
   * @param isError whether a class with such a fault cannot be written
   */
  Compilation(
      Build build,
      Bodies bodies,
      OtherModuleNames elsewhere,
      Predicate<String> javaLang,
      Predicate<Fault> isError,
      List<ClassModel> classes,
      List<EventModel> declared) {
    this.build = build;
    this.bodies = bodies;
    this.elsewhere = elsewhere;
    this.javaLang = javaLang;
    this.isError = isError;
    this.declared = declared;
    List<EventModel> given = new ArrayList<>(declared);
    given.addAll(build.events());
    given.addAll(elsewhere.events(classes, given));
    List<GraphPlan.Ordered> ordered =
        classes.stream().map(type -> GraphPlan.order(type, given)).toList();
    this.classes = ordered.stream().map(GraphPlan.Ordered::type).toList();
    this.plan = new EventPlan(this.classes, given);
    this.generatedNames = new GeneratedNames(plan.events(), this.classes);
    this.wasChecks = WasChecks.ofFunctions(this.classes);
    checkDeclared();
    ordered.forEach(this::check);
    ScopeChecks.of(this.classes).forEach(this::add);
    bodies.cycles(this.classes).forEach(this::add);
    checkEventNames();
  }

  EventPlan plan() {
    return plan;
  }

  /** What is in the body of a function of these classes. */
  BodyModel body(FunctionModel function) {
    return bodies.of(function);
  }

  /** What is in the body of a failure handler of these classes. */
  BodyModel body(MethodModel method) {
    return bodies.of(method);
  }

  /** Finds the steps of these classes. */
  StepFinder steps() {
    return new StepFinder(classes, plan);
  }

  /** All faults, in the order of the classes. */
  Set<Fault> faults() {
    return faults;
  }

  /** The classes that can be written: nothing is wrong in them, nor with the events that they use. */
  List<ClassModel> rightClasses() {
    return classes.stream()
        .filter(type ->
            classFaults.getOrDefault(type.qualifiedName(), List.of()).stream().noneMatch(isError))
        .filter(type -> type.functions().stream().allMatch(this::hasRightEvents))
        .toList();
  }

  private boolean hasRightEvents(FunctionModel function) {
    List<String> names = new ArrayList<>(List.of(function.event()));
    function.events().forEach(event -> names.add(event.text()));
    function.cancelOn().forEach(cancelOn -> names.add(cancelOn.event()));
    function.awaited().forEach(names::add);
    return names.stream().allMatch(name -> {
      EventModel event = plan.event(name);
      return event != null && isRight(event);
    });
  }

  /** The events that can be written among those whose records are generated. */
  List<EventModel> rightEvents() {
    return plan.generated().stream().filter(this::isRight).toList();
  }

  /** The events that can be written among the hand-written ones. */
  List<EventModel> rightDeclared() {
    return declared.stream().filter(this::isRight).toList();
  }

  private boolean isRight(EventModel event) {
    return faults.stream()
        .noneMatch(fault -> fault.address().equals(event.address())
            || event.fields().stream().anyMatch(field -> field.address().equals(fault.address())));
  }

  private void checkDeclared() {
    Map<String, EventModel> byName = new HashMap<>();
    build.events().stream()
        .filter(EventModel::declared)
        .forEach(event -> byName.put(event.name(), event));
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
      elsewhere.sameEvent(event).ifPresent(faults::add);
      faults.addAll(EventChecks.of(event));
    }
  }

  private void check(GraphPlan.Ordered ordered) {
    ClassModel type = ordered.type();
    List<Fault> own = new ArrayList<>(ClassChecks.of(type));
    own.addAll(ordered.faults());
    own.addAll(plan.faults(type));
    checkIds(type, own);
    checkNames(type, own);
    own.addAll(bodies.read(type, generatedNames.in(type.packageName())));
    add(type, own);
  }

  private void add(ClassModel type, List<Fault> found) {
    classFaults.computeIfAbsent(type.qualifiedName(), some -> new ArrayList<>()).addAll(found);
    faults.addAll(found);
  }

  /** Compares ids by their constants, which must differ too. */
  private void checkIds(ClassModel type, List<Fault> own) {
    for (FunctionModel function : type.functions()) {
      String place =
          function.graph() == null ? type.name() + "." + function.method().name() : type.name();
      String other = build.takeFunction(function.constant(), place);
      if (other != null) {
        own.add(Fault.of(
            FaultKind.SAME_FUNCTION_ID, function.idAddress(), function.storedId(), other, place));
      }
      elsewhere.sameFunction(function, place).ifPresent(own::add);
      own.addAll(wasChecks.of(
          "function " + function.method().name(), function.history().was()));
    }
  }

  private void checkNames(ClassModel type, List<Fault> own) {
    String in = type.packageName();
    checkName(in, type.durableName(), type.name(), type.address(), own);
    if (!type.functions().isEmpty()) {
      checkName(in, type.catalogName(), type.name(), type.address(), own);
      if (build.isCompiled(in, FUNCTIONS)) {
        own.add(nameTaken(FUNCTIONS, "the functions of the package", type.address()));
      }
      build.takeName(in, FUNCTIONS);
    }
  }

  private void checkEventNames() {
    for (EventModel event : plan.generated()) {
      String name = event.holderName();
      if (name.equals("Where") || javaLang.test(name)) {
        faults.add(nameTaken(name, words(event), event.address()));
      } else {
        checkName(event.packageName(), name, words(event), event.address(), faults);
      }
    }
    declared.forEach(event ->
        checkName(event.packageName(), event.holderName(), words(event), event.address(), faults));
  }

  private static String words(EventModel event) {
    return "event " + event.name();
  }

  private void checkName(
      String packageName, String name, String of, Address address, Collection<Fault> to) {
    if (!build.takeName(packageName, name)) {
      to.add(nameTaken(name, of, address));
    }
  }

  private static Fault nameTaken(String name, String of, Address address) {
    return Fault.of(FaultKind.NAME_TAKEN, address, name, of);
  }
}
