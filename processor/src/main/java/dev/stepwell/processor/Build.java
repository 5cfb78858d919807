package dev.stepwell.processor;

import dev.stepwell.processor.check.Fault;
import dev.stepwell.processor.model.AllowModel;
import dev.stepwell.processor.model.CatalogModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.KnownNames;
import dev.stepwell.processor.model.QualifiedNames;
import dev.stepwell.processor.model.TypeModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a build from one round of compilation to the next. */
final class Build {
  private final Set<String> compiled = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, EventModel> events = new TreeMap<>();
  private final Map<String, String> places = new HashMap<>();
  private final Map<String, CatalogModel> catalogs = new TreeMap<>();
  private final Map<String, TypeModel.Declared> carried = new TreeMap<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<Fault> faults = new HashSet<>();
  private final Map<AllowModel, Set<String>> allows = new LinkedHashMap<>();
  private String module = "";
  private boolean moduleInfo;
  private final Set<String> ofLombok = new HashSet<>();
  private boolean unread;
  private final Map<String, ReadBodies> bodies = new LinkedHashMap<>();
  private boolean failed;

  /**
   * The bodies of a class that were read in a round.
   *
   * @param type the class
   * @param known the generated names in its package
   */
  record ReadBodies(ClassModel type, KnownNames known) {}

  /** Keeps a class whose bodies were read in a round. */
  void keepBodies(ClassModel type, KnownNames known) {
    bodies.put(type.qualifiedName(), new ReadBodies(type, known));
  }

  /** The bodies that were read, each class's once. */
  Collection<ReadBodies> bodies() {
    return bodies.values();
  }

  /** Notes that an error is reported, so that the compiler analyses nothing. */
  void fail() {
    failed = true;
  }

  /** Whether an error was reported. */
  boolean hasFailed() {
    return failed;
  }

  /** Registers an outermost class that is being compiled: no generated class may have its name. */
  void addCompiled(String name) {
    compiled.add(name);
    names.add(name);
  }

  /** Whether a class of this name is being compiled. */
  boolean isCompiled(String packageName, String name) {
    return compiled.contains(QualifiedNames.of(packageName, name));
  }

  /** The full names of the outermost classes that are being compiled. */
  Set<String> compiled() {
    return compiled;
  }

  /**
   * Registers the module of Java that is being compiled.
   *
   * @param isModuleInfo whether its module-info is being compiled too
   */
  void addModule(String name, boolean isModuleInfo) {
    module = name;
    moduleInfo |= isModuleInfo;
  }

  /** Whether a module-info is being compiled. */
  boolean hasModuleInfo() {
    return moduleInfo;
  }

  /** Its name; empty for the unnamed one. */
  String module() {
    return module;
  }

  /** Takes a name for a generated class; false if it is taken already. */
  boolean takeName(String packageName, String name) {
    return names.add(QualifiedNames.of(packageName, name));
  }

  /** Registers the source place of a function's constant. Returns the place that has it already, or null. */
  @Nullable
  String takeFunction(String constant, String place) {
    return places.putIfAbsent(constant, place);
  }

  /** Registers catalogs of earlier compilations that still hold. */
  void addEarlier(Collection<CatalogModel> earlier) {
    for (CatalogModel catalog : earlier) {
      EventModel event = catalog.event();
      if (event != null) {
        events.putIfAbsent(event.name(), event);
      }
      catalog
          .functions()
          .forEach(function ->
              places.putIfAbsent(function.name(), catalog.origin() + ", compiled earlier"));
    }
  }

  void addEvent(EventModel event) {
    events.put(event.name(), event);
  }

  /** The events that have their record already. */
  Collection<EventModel> events() {
    return events.values();
  }

  void addCatalog(CatalogModel catalog) {
    catalogs.put(catalog.qualifiedName(), catalog);
  }

  /** The catalogs that this build has written, by full name. */
  Map<String, CatalogModel> catalogs() {
    return catalogs;
  }

  /** Registers a type that JSON carries. */
  void addCarried(TypeModel type) {
    type.declared().forEach(declared -> carried.put(declared.qualifiedName(), declared));
  }

  /** The classes that JSON carries, by name. */
  Collection<TypeModel.Declared> carried() {
    return carried.values();
  }

  /** The catalogs of one package, of this build and of earlier ones. */
  List<CatalogModel> inPackage(String packageName, Collection<CatalogModel> earlier) {
    Map<String, CatalogModel> all = new TreeMap<>();
    earlier.forEach(catalog -> all.put(catalog.qualifiedName(), catalog));
    all.putAll(catalogs);
    return all.values().stream()
        .filter(catalog -> catalog.packageName().equals(packageName))
        .toList();
  }

  /** Registers that a fault is reported. Returns false if it was reported before. */
  boolean addFault(Fault fault) {
    return faults.add(fault);
  }

  /** Registers annotations that allow faults in bodies, to report unused ones at the end. */
  void addAllow(AllowModel allow) {
    allows.putIfAbsent(allow, new HashSet<>());
  }

  /** Notes that a fault of this code was allowed. */
  void useAllow(AllowModel allow, String code) {
    allows.computeIfAbsent(allow, some -> new HashSet<>()).add(code);
  }

  /** What is allowed, with the codes of it that were needed. */
  Map<AllowModel, Set<String>> allows() {
    return allows;
  }

  /** Notes that a class of this full name waits for Lombok; false if it has waited before. */
  boolean awaitLombok(String className) {
    return ofLombok.add(className);
  }

  /** Whether a class of this full name has waited for Lombok. */
  boolean isOfLombok(String className) {
    return ofLombok.contains(className);
  }

  /** Notes that step graphs cannot be read; false if that was noted before. */
  boolean noteUnread() {
    boolean first = !unread;
    unread = true;
    return first;
  }

  /** Notes that the handles of this package are being written; false if they were written before. */
  boolean addFunctions(String packageName) {
    return packages.add(packageName);
  }
}
