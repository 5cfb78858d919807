package dev.stepwell.processor;

import com.google.auto.service.AutoService;
import dev.stepwell.Allow;
import dev.stepwell.Batch;
import dev.stepwell.CancelOn;
import dev.stepwell.Concurrency;
import dev.stepwell.Debounce;
import dev.stepwell.Event;
import dev.stepwell.Function;
import dev.stepwell.MaxWaiting;
import dev.stepwell.OnCancel;
import dev.stepwell.OnFailure;
import dev.stepwell.Priority;
import dev.stepwell.RateLimit;
import dev.stepwell.Secret;
import dev.stepwell.Singleton;
import dev.stepwell.Step;
import dev.stepwell.Throttle;
import dev.stepwell.WaitFor;
import dev.stepwell.Was;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.processor.check.AllowChecks;
import dev.stepwell.processor.check.Fault;
import dev.stepwell.processor.check.ModuleChecks;
import dev.stepwell.processor.graph.BeforeAnalysis;
import dev.stepwell.processor.graph.GraphScanner;
import dev.stepwell.processor.graph.Reading;
import dev.stepwell.processor.model.AllowModel;
import dev.stepwell.processor.model.CatalogModel;
import dev.stepwell.processor.scan.ClassScanner;
import dev.stepwell.processor.scan.EarlierCatalogs;
import dev.stepwell.processor.scan.Messages;
import dev.stepwell.processor.scan.ModuleScanner;
import dev.stepwell.processor.scan.OtherModules;
import dev.stepwell.processor.write.Writer;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Generated;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;

/**
 * Generates typed events, durable subclasses, catalogs and handles from annotated classes, and reports faults.
 *
 * <p>It is an aggregating processor: the handles of a package and the service file depend on all classes.
 */
@AutoService(Processor.class)
public final class StepwellProcessor extends AbstractProcessor {
  /** Those that users write, and those that are written on generated classes: unclaimed ones make javac warn. */
  private static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(
      Function.class,
      Step.class,
      Was.class,
      CancelOn.class,
      CancelOn.List.class,
      WaitFor.class,
      OnFailure.class,
      OnCancel.class,
      Concurrency.class,
      Concurrency.List.class,
      Throttle.class,
      RateLimit.class,
      Debounce.class,
      Batch.class,
      Priority.class,
      Singleton.class,
      MaxWaiting.class,
      DurableOf.class,
      Event.class,
      Secret.class,
      Allow.class,
      Allow.List.class,
      CatalogEntry.class,
      Generated.class);

  /** The option with the codes of warnings to treat as errors. */
  private static final String ERRORS = "stepwell.error";

  /** The first JDK whose javac compiles a record again that it has read from a class file. */
  private static final int REREADS = 21;

  private final Build build = new Build();

  /** The full names of classes and events that refer to types that do not exist yet. */
  private final Set<String> waiting = new TreeSet<>();

  /** For the compiler, which finds it through {@link java.util.ServiceLoader}. */
  public StepwellProcessor() {}

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    BeforeAnalysis.run(environment, this::analyze);
  }

  /** Reports what is wrong in bodies, once the compiler resolves all names in them. */
  private void analyze() {
    if (!build.hasFailed()) {
      GraphScanner graphs = graphs(Reading.RESOLVED);
      readAgain(graphs);
      build.allows().forEach((allow, used) -> tell(AllowChecks.unused(allow, used), graphs));
    }
  }

  private void readAgain(GraphScanner graphs) {
    Bodies bodies = new Bodies(build, graphs);
    List.copyOf(build.bodies())
        .forEach(read -> tell(bodies.readAgain(read.type(), read.known()), graphs));
  }

  private GraphScanner graphs(Reading reading) {
    return new GraphScanner(processingEnv, build.compiled(), reading);
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    Set<String> names = new HashSet<>();
    ANNOTATIONS.forEach(annotation -> names.add(annotation.getCanonicalName()));
    return names;
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(ERRORS);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  @SuppressWarnings("DoNotClaimAnnotations")
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    round.getRootElements().forEach(this::addCompiled);
    GraphScanner graphs = graphs(Reading.GRAPHS);
    List<Fault> early = new ArrayList<>();
    Round all = read(round, early);
    early.addAll(readAllows(round, graphs));
    early.addAll(AllowChecks.ofErrors(errors(), "-A" + ERRORS));
    tell(early, graphs);
    if (round.processingOver()) {
      check(all, graphs);
      all.classes().stream()
          .filter(type -> build.isOfLombok(type.qualifiedName()))
          .forEach(type -> messages().withoutLombok(type.address()));
      if (!round.errorRaised()) {
        List<CatalogModel> catalogs = catalogs();
        writeServiceFile(catalogs);
        modules()
            .scan(build.module(), build.hasModuleInfo(), build.carried())
            .ifPresent(module -> tell(ModuleChecks.of(module, catalogs), graphs));
      }
      if (build.hasFailed()) {
        readAgain(graphs(Reading.NAMED));
      }
    } else if (!all.classes().isEmpty() || !all.declared().isEmpty()) {
      generate(all, graphs);
    }
    return true;
  }

  private void addCompiled(Element root) {
    build.addCompiled(root.toString());
    ModuleElement module = processingEnv.getElementUtils().getModuleOf(root);
    if (module != null) {
      build.addModule(module.getQualifiedName().toString(), module.equals(root));
    }
  }

  /** The faults of annotations that allow something on classes and methods. */
  private List<Fault> readAllows(RoundEnvironment round, GraphScanner graphs) {
    List<Fault> faults = new ArrayList<>();
    for (Element element :
        round.getElementsAnnotatedWithAny(Set.of(Allow.class, Allow.List.class))) {
      for (AllowModel allow : graphs.allows(element)) {
        faults.addAll(AllowChecks.of(allow));
        if (AnnotatedTypes.isInFunctions(element)) {
          build.addAllow(allow);
        }
      }
    }
    return faults;
  }

  /** The codes of the warnings that are errors in this build. */
  private Set<String> errors() {
    String errors = processingEnv.getOptions().getOrDefault(ERRORS, "");
    return Arrays.stream(errors.split(",", -1))
        .map(String::strip)
        .filter(code -> !code.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private boolean isError(Fault fault) {
    return AllowChecks.isError(fault.kind(), errors());
  }

  /** Reports faults that were not reported before. */
  private void tell(Collection<Fault> faults, GraphScanner graphs) {
    for (Fault fault : faults) {
      Diagnostic.Kind kind = isError(fault) ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING;
      if (kind == Diagnostic.Kind.ERROR) {
        build.fail();
      }
      if (build.addFault(fault) && !graphs.print(kind, fault.message(), fault.address())) {
        messages().print(kind, fault.message(), fault.address());
      }
    }
  }

  private Messages messages() {
    return new Messages(processingEnv.getMessager());
  }

  private Round read(RoundEnvironment round, List<Fault> faults) {
    ClassScanner scanner = scanner();
    Elements elements = processingEnv.getElementUtils();
    Set<TypeElement> waited = waiting.stream()
        .map(elements::getTypeElement)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(LinkedHashSet::new));
    waiting.clear();
    AnnotatedTypes found = AnnotatedTypes.in(elements, round, waited);
    faults.addAll(found.faults());
    List<TypeElement> unfinished = found.classes().stream()
        .filter(type -> Lombok.isAwaited(elements, type))
        .filter(type -> build.awaitLombok(type.getQualifiedName().toString()))
        .toList();
    unfinished.forEach(type -> waiting.add(type.getQualifiedName().toString()));
    return new Round(
        found.classes().stream()
            .filter(type -> !unfinished.contains(type))
            .map(scanner::scan)
            .toList(),
        found.events().stream().flatMap(type -> scanner.event(type).stream()).toList());
  }

  private ClassScanner scanner() {
    return new ClassScanner(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
  }

  private void generate(Round all, GraphScanner graphs) {
    Round ready = all.ready();
    all.classes().stream()
        .filter(type -> !ready.classes().contains(type))
        .forEach(type -> waiting.add(type.qualifiedName()));
    all.declared().stream()
        .filter(event -> !ready.declared().contains(event))
        .forEach(event -> waiting.add(event.qualifiedName()));
    Set<String> anew = new HashSet<>(build.catalogs().keySet());
    anew.addAll(all.catalogNames());
    List<CatalogModel> earlier = earlier().find(anew, build.compiled());
    build.addEarlier(earlier);
    Compilation compilation = check(ready, graphs);
    if (!graphs.canRead() && build.noteUnread()) {
      messages()
          .note(
              "this compiler is not javac, so step graphs and checks leave out the bodies of functions");
    }
    Generation generation = new Generation(build, writer(), graphs.canRead());
    generation.run(compilation, earlier);
    if (Runtime.version().feature() < REREADS) {
      generation.stale().forEach(event -> messages().stale(event));
    }
  }

  private Writer writer() {
    return new Writer(processingEnv.getFiler(), this::exists);
  }

  /** Searches only the module that is being compiled, because searching all takes long. */
  private boolean exists(String name) {
    Elements elements = processingEnv.getElementUtils();
    ModuleElement module = elements.getModuleElement(build.module());
    return module == null
        ? elements.getTypeElement(name) != null
        : elements.getTypeElement(module, name) != null;
  }

  private Compilation check(Round round, GraphScanner graphs) {
    Compilation compilation = new Compilation(
        build,
        new Bodies(build, graphs),
        new OtherModuleNames(new OtherModules(processingEnv, build.module())),
        this::isInJavaLang,
        this::isError,
        round.classes(),
        round.declared());
    tell(compilation.faults(), graphs);
    return compilation;
  }

  /** Searches only the module that has the package, because searching all takes long. */
  private boolean isInJavaLang(String name) {
    Elements elements = processingEnv.getElementUtils();
    String full = "java.lang." + name;
    ModuleElement module = elements.getModuleElement("java.base");
    return module == null
        ? elements.getTypeElement(full) != null
        : elements.getTypeElement(module, full) != null;
  }

  private EarlierCatalogs earlier() {
    return new EarlierCatalogs(
        processingEnv.getElementUtils(), processingEnv.getTypeUtils(), processingEnv.getFiler());
  }

  private ModuleScanner modules() {
    return new ModuleScanner(processingEnv.getElementUtils(), processingEnv.getFiler());
  }

  /** The catalogs of this build and of earlier ones. */
  private List<CatalogModel> catalogs() {
    List<CatalogModel> catalogs = new ArrayList<>(build.catalogs().values());
    catalogs.addAll(earlier().find(build.catalogs().keySet(), build.compiled()));
    return catalogs;
  }

  private void writeServiceFile(List<CatalogModel> catalogs) {
    if (!catalogs.isEmpty() || !earlier().names().isEmpty()) {
      writer().serviceFile(catalogs.stream().map(CatalogModel::qualifiedName).toList());
    }
  }
}
