package dev.stepwell.runtime.engine;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CronDefinition;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Schedule;
import dev.stepwell.runtime.model.StoredFunction;
import java.io.IOException;
import java.security.CodeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogs of all jars, merged. */
public final class Catalogs {
  private static final String SERVICE_FILE = "META-INF/services/" + Catalog.class.getName();

  private final Map<String, FunctionDefinition<?, ?, ?>> functions = new TreeMap<>();
  private final List<EventDefinition<?>> events = new ArrayList<>();
  private final Map<String, EventDefinition<?>> shapes = new HashMap<>();
  private final StepGraphs graphs = new StepGraphs();

  private final List<ClassLoader> loaders;

  private Catalogs(List<ClassLoader> loaders) {
    this.loaders = loaders;
  }

  /**
   * Loads all catalogs that this class loader finds.
   *
   * @throws IllegalStateException if two classes define a function of one id, or an event of one name in two shapes
   */
  public static Catalogs load(ClassLoader loader) {
    return load(List.of(loader));
  }

  /**
   * Loads all catalogs that these class loaders find. If several have loaded the same catalog separately, the first applies.
   *
   * @throws IllegalStateException if two classes define a function of one id, or an event of one name in two shapes
   */
  public static Catalogs load(Collection<ClassLoader> loaders) {
    Catalogs merged = new Catalogs(List.copyOf(loaders));
    Set<String> loaded = new HashSet<>();
    for (ClassLoader loader : loaders) {
      Iterator<Catalog> catalogs = ServiceLoader.load(Catalog.class, loader).iterator();
      while (catalogs.hasNext()) {
        Catalog catalog = catalogs.next();
        if (loaded.add(catalog.getClass().getName())) {
          merged.add(catalog);
        }
      }
    }
    return merged;
  }

  /**
   * Loads the catalogs that the class loaders of these classes find: their own first, then the thread's, then
   * Stepwell's.
   */
  public static Catalogs of(Collection<Class<?>> types) {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    types.forEach(type -> loaders.add(type.getClassLoader()));
    loaders.add(Thread.currentThread().getContextClassLoader());
    loaders.add(Catalogs.class.getClassLoader());
    loaders.remove(null);
    return load(loaders);
  }

  private void add(Catalog catalog) {
    catalog.events().forEach(this::add);
    for (FunctionDefinition<?, ?, ?> function : catalog.functions()) {
      FunctionDefinition<?, ?, ?> other = functions.putIfAbsent(function.id(), function);
      if (other != null) {
        throw new IllegalStateException("two functions have the id " + function.id() + ": one in "
            + origin(other.durableClass()) + ", one in " + origin(function.durableClass())
            + "; give one of them another id");
      }
      graphs.add(function.id(), catalog);
    }
  }

  private void add(EventDefinition<?> event) {
    EventDefinition<?> other = shapes.putIfAbsent(event.name(), event);
    if (other != null && !other.schema().equals(event.schema())) {
      throw new IllegalStateException("the event " + event.name() + " has two shapes: "
          + origin(other.type()) + " is " + other.schema() + ", and " + origin(event.type())
          + " is " + event.schema() + "; declare it once, as a record with @Event that both use");
    }
    events.add(event);
  }

  /** A class, and the jar or folder that it was loaded from. */
  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? type.getName()
        : type.getName() + " (" + source.getLocation() + ")";
  }

  /** All functions, sorted by id. */
  public Collection<FunctionDefinition<?, ?, ?>> functions() {
    return functions.values();
  }

  /** The names of the fields that functions, their steps and their events mark as secret. */
  public Set<String> secretFields() {
    return functions.values().stream()
        .flatMap(function -> function.secretFields().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** All events, in no particular order. */
  public List<EventDefinition<?>> events() {
    return events;
  }

  /**
   * The functions of these objects, by current and former ids.
   *
   * @throws IllegalArgumentException if an object has none, or two have the same
   */
  public Map<String, BoundFunction> bind(List<Object> objects, Json json) {
    Map<String, BoundFunction> bound = new LinkedHashMap<>();
    for (Object object : objects) {
      demandDurable(List.of(object.getClass()));
      for (FunctionDefinition<?, ?, ?> definition : definitionsOf(object.getClass())) {
        for (BoundFunction function : BoundFunction.of(definition, object, json)) {
          String end = function.id().substring(definition.id().length());
          put(bound, function.id(), function);
          definition.was().forEach(was -> put(bound, was + end, function));
        }
      }
    }
    return bound;
  }

  /**
   * Checks that each of these classes has a function.
   *
   * @throws IllegalArgumentException if one has none, with what to register instead
   */
  public void demandDurable(Collection<Class<?>> types) {
    for (Class<?> type : types) {
      if (definitionsOf(type).isEmpty()) {
        throw new IllegalArgumentException(refusal(type));
      }
    }
  }

  private static void put(Map<String, BoundFunction> bound, String id, BoundFunction function) {
    BoundFunction other = bound.put(id, function);
    if (other != null) {
      throw new IllegalArgumentException(
          other.id().equals(id) && function.id().equals(id)
              ? "two objects are registered for the function " + id
              : "runs of the function " + id + " would be executed both by " + other.id()
                  + " and by " + function.id() + ": remove " + id
                  + " from the @Was of one of them");
    }
  }

  /** The functions of these classes for publication. */
  public List<StoredFunction> stored(Collection<Class<?>> types) {
    return stored(types.stream().map(this::definitionsOf).flatMap(List::stream));
  }

  /** All functions of the catalogs for publication. */
  public List<StoredFunction> stored() {
    return stored(functions.values().stream());
  }

  private List<StoredFunction> stored(Stream<FunctionDefinition<?, ?, ?>> definitions) {
    Descriptions descriptions = new Descriptions(events, graphs);
    return definitions
        .flatMap(definition -> Stream.concat(
            Stream.of(stored(definition, descriptions)), CancellationFunctions.of(definition)))
        .toList();
  }

  private static StoredFunction stored(
      FunctionDefinition<?, ?, ?> definition, Descriptions descriptions) {
    return new StoredFunction(
        definition.id(),
        definition.triggers(),
        definition.condition(),
        definition.idempotencyKey(),
        definition.cancelOn().stream()
            .map(cancelOn -> new StoredFunction.CancelOn(
                cancelOn.event(), cancelOn.match(), cancelOn.condition()))
            .toList(),
        definition.onFailure() != null,
        definition.replaces(),
        null,
        null,
        descriptions.of(definition),
        definition.idempotencyPeriod(),
        definition.flowControl());
  }

  /** The ids of the functions of these classes, and of those that they replace. */
  public Set<String> ids(Collection<Class<?>> types) {
    Set<String> ids = new TreeSet<>();
    for (StoredFunction function : stored(types)) {
      ids.add(function.id());
      ids.addAll(function.replaces());
    }
    return ids;
  }

  /** The crons of the functions of these classes that start runs by this matching, from this time on. */
  public List<Schedule> schedules(Collection<Class<?>> types, Matching matching, Instant now) {
    List<Schedule> schedules = new ArrayList<>();
    for (Class<?> type : types) {
      for (FunctionDefinition<?, ?, ?> definition : definitionsOf(type)) {
        if (matching.isReplaced(definition.id())) {
          continue;
        }
        for (CronDefinition cron : definition.crons()) {
          CronClock clock = new CronClock(cron.expression(), cron.timeZone());
          schedules.add(
              new Schedule(definition.id(), cron.expression(), cron.timeZone(), clock.next(now)));
        }
      }
    }
    return schedules;
  }

  private List<FunctionDefinition<?, ?, ?>> definitionsOf(Class<?> type) {
    List<FunctionDefinition<?, ?, ?>> own = new ArrayList<>();
    for (FunctionDefinition<?, ?, ?> definition : functions.values()) {
      if (definition.durableClass().isAssignableFrom(type)) {
        own.add(definition);
      }
    }
    return own;
  }

  private String refusal(Class<?> type) {
    for (FunctionDefinition<?, ?, ?> definition : functions.values()) {
      if (definition.durableClass().getSuperclass().equals(type)) {
        return type.getSimpleName() + " is not durable: register a new "
            + definition.durableClass().getSimpleName()
            + "(…), which the processor generated from it";
      }
    }
    return "no catalog has a function of " + type.getName()
        + ": give it a @Function, and run the stepwell-processor in the build; " + found(type)
        + (type.getModule().isNamed()
            ? "; and its module " + type.getModule().getName() + " must provide "
                + Catalog.class.getName() + " with the catalogs that are generated in this module"
            : "");
  }

  /**
   * The files that name catalogs. A build that merges jars and keeps only one such file loses the catalogs of the
   * others.
   */
  private String found(Class<?> type) {
    Set<String> files = new TreeSet<>();
    for (ClassLoader loader : loaders) {
      try {
        loader
            .getResources(SERVICE_FILE)
            .asIterator()
            .forEachRemaining(url -> files.add(url.toString()));
      } catch (IOException e) {
        files.add(loader + " (unreadable: " + e.getMessage() + ")");
      }
    }
    return files.isEmpty()
        ? "no class loader finds a file " + SERVICE_FILE
        : "these files list catalogs: " + files + ". " + overwritten(type, files)
            + " its build must merge " + SERVICE_FILE
            + " instead of keeping one of them: ServicesResourceTransformer of Maven's shade"
            + " plugin, mergeServiceFiles() of Gradle's shadow plugin";
  }

  /** The service file next to the class that does not name its catalog, if any. */
  private static String overwritten(Class<?> type, Collection<String> files) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    String place = source == null || source.getLocation() == null
        ? null
        : source.getLocation().toString();
    return files.stream()
        .filter(file -> place != null && file.contains(place))
        .findFirst()
        .map(file -> file
            + " is in the same jar or folder as the class but does not list its catalog. If the"
            + " jar was merged from several jars, one file has overwritten another:")
        .orElse("If one of these files is in a jar that was merged from others,");
  }
}
