package dev.stepwell.processor;

import com.google.auto.service.AutoService;
import dev.stepwell.CancelOn;
import dev.stepwell.Event;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.processor.model.CatalogModel;
import dev.stepwell.processor.scan.ClassScanner;
import dev.stepwell.processor.scan.EarlierCatalogs;
import dev.stepwell.processor.scan.Messages;
import dev.stepwell.processor.write.Writer;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Generated;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Generates typed events, durable subclasses, catalogs and handles from annotated classes, and says what is wrong with them.
 *
 * <p>It aggregates: the handles of a package and the service file are made of all classes together.
 */
@AutoService(Processor.class)
public final class StepwellProcessor extends AbstractProcessor {
  /** Those that users write, and those that are written on generated classes: unclaimed ones make javac warn. */
  private static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(
      Function.class,
      Step.class,
      CancelOn.class,
      CancelOn.List.class,
      OnFailure.class,
      Event.class,
      CatalogEntry.class,
      Generated.class);

  private final Map<String, CatalogModel> written = new TreeMap<>();

  /** For the compiler, which finds it through {@link java.util.ServiceLoader}. */
  public StepwellProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    Set<String> names = new HashSet<>();
    ANNOTATIONS.forEach(annotation -> names.add(annotation.getCanonicalName()));
    return names;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  @SuppressWarnings("DoNotClaimAnnotations")
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (round.processingOver()) {
      writeServiceFile();
    } else {
      compile(round);
    }
    return true;
  }

  private void compile(RoundEnvironment round) {
    Compilation compilation = new Compilation(
        new ClassScanner(processingEnv.getElementUtils(), processingEnv.getTypeUtils()),
        new Messages(processingEnv.getMessager()),
        new Writer(processingEnv.getFiler()));
    round.getRootElements().forEach(compilation::takeName);
    types(round).values().forEach(compilation::addClass);
    for (Element event : round.getElementsAnnotatedWith(Event.class)) {
      compilation.addEvent((TypeElement) event);
    }
    for (Element cancelled :
        round.getElementsAnnotatedWithAny(Set.of(CancelOn.class, CancelOn.List.class))) {
      compilation.addCancelled(cancelled);
    }
    for (CatalogModel catalog : compilation.run(earlier(compilation.catalogNames()))) {
      written.put(catalog.qualifiedName(), catalog);
    }
  }

  private List<CatalogModel> earlier(Set<String> except) {
    return new EarlierCatalogs(processingEnv.getElementUtils(), processingEnv.getFiler())
        .find(Writer.SERVICE_FILE, except);
  }

  /** The classes with annotated methods, by name, so that the order of source files makes no difference. */
  private static Map<String, TypeElement> types(RoundEnvironment round) {
    Map<String, TypeElement> types = new TreeMap<>();
    for (Element method :
        round.getElementsAnnotatedWithAny(Set.of(Function.class, Step.class, OnFailure.class))) {
      if (method.getEnclosingElement() instanceof TypeElement type) {
        types.put(type.getQualifiedName().toString(), type);
      }
    }
    return types;
  }

  private void writeServiceFile() {
    if (!written.isEmpty()) {
      List<CatalogModel> all = new ArrayList<>(written.values());
      all.addAll(earlier(written.keySet()));
      new Writer(processingEnv.getFiler()).serviceFile(all);
    }
  }
}
