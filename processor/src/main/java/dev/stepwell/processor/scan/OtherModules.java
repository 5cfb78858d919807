package dev.stepwell.processor.scan;

import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.ResourceNames;
import dev.stepwell.processor.scan.OtherFiles.OtherFile;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** The functions and events of other jars and modules, found through resources that the processor named after them. */
public final class OtherModules {
  private final Elements elements;
  private final OtherFiles files;
  private final EventScanner events;
  private final @Nullable ModuleElement own;

  /**
   * Those that a compilation can access.
   *
   * @param own the name of the module of Java that is being compiled; empty for the unnamed one
   */
  public OtherModules(ProcessingEnvironment environment, String own) {
    this.elements = environment.getElementUtils();
    this.files = new OtherFiles(elements, environment.getFiler(), own);
    this.events = EventScanner.of(elements, environment.getTypeUtils());
    this.own = elements.getModuleElement(own);
  }

  /**
   * The class that has the function of this id, and where it is; empty if there is none.
   *
   * @param constant the function's constant
   */
  public Optional<String> function(String id, String constant) {
    return files(ResourceNames.function(id), id)
        .flatMap(file -> catalog(file, constant).stream())
        .findFirst();
  }

  private Optional<String> catalog(OtherFile file, String constant) {
    TypeElement catalog = type(file.module(), typeName(file));
    AnnotationMirror entry = catalog == null ? null : Mirrors.find(catalog, CatalogEntry.class);
    return entry == null || !Mirrors.texts(elements, entry, "constants").contains(constant)
        ? Optional.empty()
        : Optional.of(Mirrors.text(elements, entry, "origin") + file.place());
  }

  /** The event of this name, with its record; empty if there is none that others may use. */
  public Optional<EventModel> event(String name) {
    return files(ResourceNames.event(name), name)
        .flatMap(file -> record(file).stream())
        .map(record -> events.event(record).orElseGet(() -> events.generated(record, name)))
        .findFirst();
  }

  /** Where an event of another jar or module was found, as the end of a sentence. */
  public String placeOfEvent(String name) {
    return files(ResourceNames.event(name), name)
        .filter(file -> record(file).isPresent())
        .map(OtherFile::place)
        .findFirst()
        .orElse("");
  }

  /** The record that this file names, as the own module sees it: its package may not be exported. */
  private Optional<TypeElement> record(OtherFile file) {
    return Optional.ofNullable(type(own, typeName(file)))
        .filter(record -> record.getKind() == ElementKind.RECORD)
        .filter(record -> record.getModifiers().contains(Modifier.PUBLIC));
  }

  /** The type of this full name that a module has or sees. */
  private @Nullable TypeElement type(@Nullable ModuleElement from, String name) {
    return from == null ? elements.getTypeElement(name) : elements.getTypeElement(from, name);
  }

  /**
   * The files that name a class for this name. One may belong to another name: some systems do not distinguish the
   * files {@code a} and {@code A}.
   */
  private Stream<OtherFile> files(String file, String name) {
    return files
        .named(file)
        .filter(other -> other.lines().size() > 1 && other.lines().get(0).equals(name));
  }

  private static String typeName(OtherFile file) {
    return file.lines().get(1);
  }
}
