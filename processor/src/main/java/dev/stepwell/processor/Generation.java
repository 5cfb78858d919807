package dev.stepwell.processor;

import dev.stepwell.processor.check.EventPlan;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.BodyModel;
import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.CatalogModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.Ending;
import dev.stepwell.processor.model.EndingModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.PlannedFunction;
import dev.stepwell.processor.model.SchemaText;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.StoredCancel;
import dev.stepwell.processor.model.StoredLimit;
import dev.stepwell.processor.model.StoredRuns;
import dev.stepwell.processor.model.StoredStep;
import dev.stepwell.processor.model.TextModel;
import dev.stepwell.processor.model.TypeModel;
import dev.stepwell.processor.write.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the faultless part of a compilation, and registers it in the build. */
final class Generation {
  private final Build build;
  private final Writer writer;

  private final boolean rereads;
  private final List<EventModel> stale = new ArrayList<>();

  /**
   * Writes with this.
   *
   * @param rereads whether the compiler is javac, which does not compile a record correctly that it has read from an old class file
   */
  Generation(Build build, Writer writer, boolean rereads) {
    this.build = build;
    this.writer = writer;
    this.rereads = rereads;
  }

  /** The events whose records the compiler cannot compile again: it knows their old class files, which are deleted. */
  List<EventModel> stale() {
    return stale;
  }

  /**
   * Writes it.
   *
   * @param earlier the catalogs of earlier compilations
   */
  void run(Compilation compilation, Collection<CatalogModel> earlier) {
    compilation.rightEvents().forEach(this::writeEvent);
    compilation.rightDeclared().forEach(this::writeDeclared);
    Map<String, List<Address>> packages = new TreeMap<>();
    StepFinder steps = compilation.steps();
    for (ClassModel type : compilation.rightClasses()) {
      List<PlannedFunction> functions = planned(type, compilation);
      writer.type(type, functions);
      if (!functions.isEmpty()) {
        writer.document(type, stored(type, functions, compilation, steps));
        build.addCatalog(catalog(type, functions));
        carried(type, functions).forEach(build::addCarried);
        packages.computeIfAbsent(type.packageName(), name -> new ArrayList<>()).add(type.address());
      }
    }
    packages.forEach((name, origins) -> {
      if (build.addFunctions(name)) {
        writer.functions(name, build.inPackage(name, earlier), origins);
      }
    });
  }

  private void writeEvent(EventModel event) {
    if (!rereads) {
      writer.event(event);
    } else if (writer.eventOnce(event)) {
      stale.add(event);
    }
    build.addEvent(event);
  }

  private void writeDeclared(EventModel event) {
    writer.declaredEvent(event);
    build.addEvent(event);
    build.addCatalog(new CatalogModel(
        event.packageName(),
        event.holderName(),
        event.qualifiedName(),
        List.of(),
        event,
        event.address()));
  }

  private List<PlannedFunction> planned(ClassModel type, Compilation compilation) {
    EventPlan plan = compilation.plan();
    List<PlannedFunction> planned = new ArrayList<>();
    for (FunctionModel function : type.functions()) {
      List<EventModel> triggers = events(plan, function.events().stream().map(TextModel::text));
      List<EventModel> cancels =
          events(plan, function.cancelOn().stream().map(CancelOnModel::event));
      List<EventModel> awaited = events(plan, function.awaited().stream());
      BodyModel body = compilation.body(function);
      Set<String> secrets = secrets(type, triggers, cancels);
      awaited.forEach(event -> secrets.addAll(event.secrets()));
      secrets.addAll(body.secrets());
      planned.add(new PlannedFunction(
          function,
          Objects.requireNonNull(plan.event(function.event())),
          triggers,
          cancels,
          awaited,
          ending(type, function, Ending.FAILURE),
          ending(type, function, Ending.CANCELLATION),
          secrets,
          body.graph()));
    }
    return planned;
  }

  /** What the runs of a class's functions and failure handlers store. */
  private static List<StoredRuns> stored(
      ClassModel type, List<PlannedFunction> functions, Compilation compilation, StepFinder steps) {
    List<StoredRuns> stored = new ArrayList<>();
    for (PlannedFunction planned : functions) {
      FunctionModel function = planned.function();
      List<String> was = function.history().was().stream().map(TextModel::text).toList();
      List<StoredStep> storedSteps = steps.steps(type, compilation.body(function));
      boolean isComplete = StepFinder.isComplete(planned.graph());
      String zone = " " + function.triggers().timeZone().text();
      stored.add(new StoredRuns(
          function.storedId(),
          function.id(),
          function.history().version(),
          was,
          planned.triggers().stream().map(EventModel::name).toList(),
          function.triggers().condition().text(),
          function.triggers().crons().stream().map(cron -> cron.text() + zone).toList(),
          function.cancelOn().stream().flatMap(StoredCancel::of).distinct().toList(),
          StoredLimit.of(function, calledSteps(type, storedSteps, isComplete)),
          function.hasCron() ? null : SchemaText.stored(planned.event()),
          isComplete,
          storedSteps,
          planned.graph()));
      EndingModel onFailure = planned.onFailure();
      if (onFailure != null) {
        BodyModel body = compilation.body(onFailure.method());
        stored.add(ending(function, StoredRuns.ON_FAILURE, body, steps.steps(type, body)));
      }
      EndingModel onCancel = planned.onCancel();
      if (onCancel != null) {
        BodyModel body = compilation.body(onCancel.method());
        stored.add(ending(function, StoredRuns.ON_CANCEL, body, steps.steps(type, body)));
      }
    }
    return stored;
  }

  /** The steps of a class that a function calls; all of them, where not all calls are known. */
  private static List<StepModel> calledSteps(
      ClassModel type, List<StoredStep> stored, boolean isComplete) {
    return type.steps().stream()
        .filter(step ->
            !isComplete || stored.stream().anyMatch(called -> called.id().equals(step.id())))
        .toList();
  }

  private static StoredRuns ending(
      FunctionModel function, String idEnd, BodyModel body, List<StoredStep> steps) {
    return new StoredRuns(
        function.storedId() + idEnd,
        function.id() + idEnd,
        function.history().version(),
        function.history().was().stream().map(was -> was.text() + idEnd).toList(),
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of(),
        null,
        StepFinder.isComplete(body.graph()),
        steps,
        body.graph());
  }

  /**
   * The secret fields in the data of a function's runs: in its events, and in all arguments and results of its class.
   */
  private static Set<String> secrets(
      ClassModel type, List<EventModel> triggers, List<EventModel> cancels) {
    Set<String> secrets = new TreeSet<>();
    Stream.concat(triggers.stream(), cancels.stream())
        .forEach(event -> secrets.addAll(event.secrets()));
    for (StepModel step : type.steps()) {
      secrets.addAll(step.method().resultSecrets());
      step.inputs().forEach(input -> secrets.addAll(input.secrets()));
    }
    for (FunctionModel function : type.functions()) {
      secrets.addAll(function.method().resultSecrets());
      function.method().parameters().forEach(field -> secrets.addAll(field.secrets()));
    }
    return secrets;
  }

  /** The types that JSON carries when these functions run, in events and results. */
  private static Stream<TypeModel> carried(ClassModel type, List<PlannedFunction> functions) {
    Stream<TypeModel> events = functions.stream()
        .flatMap(
            function -> Stream.concat(function.triggers().stream(), function.awaited().stream()))
        .map(EventModel::type);
    Stream<TypeModel> results = Stream.concat(
            type.steps().stream().map(StepModel::method),
            type.functions().stream().map(FunctionModel::method))
        .map(MethodModel::returns);
    return Stream.concat(events, results);
  }

  private static List<EventModel> events(EventPlan plan, Stream<String> names) {
    return names.map(plan::event).map(Objects::requireNonNull).toList();
  }

  private static @Nullable EndingModel ending(
      ClassModel type, FunctionModel function, Ending ending) {
    return type.endings().stream()
        .filter(handler -> handler.ending() == ending)
        .filter(handler -> handler.functionId().equals(function.id()))
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
                planned.event().type(),
                planned.function().method().returns()))
            .toList(),
        null,
        type.address());
  }
}
