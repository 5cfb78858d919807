package dev.stepwell.processor.write;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.stepwell.contract.Catalog;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.CatalogModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.PlannedFunction;
import dev.stepwell.processor.model.ResourceNames;
import dev.stepwell.processor.model.StoredRuns;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.StandardLocation;

/** Writes files through the compiler. */
public final class Writer {
  private final Filer filer;
  private final OutputFolder output;
  private final JavaLangImports imports;
  private final Predicate<String> exists;

  /**
   * Writes through this filer.
   *
   * @param exists whether the module has a class of this full name
   */
  public Writer(Filer filer, Predicate<String> exists) {
    this.filer = filer;
    this.output = new OutputFolder(filer);
    this.imports = new JavaLangImports(exists);
    this.exists = exists;
  }

  /** Writes the record of an event. */
  public void event(EventModel event) {
    Source source = source(event);
    source.write(filer);
    entry(event, source.digest());
  }

  /**
   * Writes the record of an event, unless the output has one of the same source: javac does not compile a record correctly
   * that it has read from its old class file.
   *
   * @return whether the output had one of another source; its class file is deleted
   */
  public boolean eventOnce(EventModel event) {
    Source source = source(event);
    EarlierRecord earlier = EarlierRecord.of(filer, output, event);
    boolean isKnown = earlier.exists() && exists.test(event.qualifiedName());
    if (isKnown && earlier.isOf(source)) {
      entry(event, source.digest());
      return false;
    }
    source.write(filer);
    entry(event, source.digest());
    if (isKnown) {
      earlier.delete();
    }
    return isKnown;
  }

  private Source source(EventModel event) {
    return source(event.packageName(), EventWriter.record(event), List.of(event.address()));
  }

  /** Writes the catalog of a hand-written event. */
  public void declaredEvent(EventModel event) {
    write(event.packageName(), CatalogWriter.write(event), List.of(event.address()));
    entry(event, "");
  }

  /** Writes the class of a name, for other compilations. */
  private void entry(String resource, String name, String type, Address origin) {
    resource(resource, name + "\n" + type + "\n", (Element) origin.element());
  }

  /** The digest is that of the source of a generated record; empty if not needed. */
  private void entry(EventModel event, String digest) {
    String resource = ResourceNames.event(event.name());
    String type = event.qualifiedName();
    entry(resource, event.name(), digest.isEmpty() ? type : type + "\n" + digest, event.address());
  }

  /** Writes the durable subclass of a class, and its catalog if it has functions. */
  public void type(ClassModel type, List<PlannedFunction> functions) {
    write(type.packageName(), DurableWriter.write(type, functions), List.of(type.address()));
    if (!functions.isEmpty()) {
      write(type.packageName(), CatalogWriter.write(type, functions), List.of(type.address()));
    }
    for (PlannedFunction planned : functions) {
      String id = planned.function().storedId();
      entry(ResourceNames.function(id), id, type.qualifiedCatalogName(), type.address());
    }
  }

  /** Writes the document of a class's functions: what their runs store, and their step graphs. */
  public void document(ClassModel type, List<StoredRuns> functions) {
    resource(Catalog.document(type.qualifiedCatalogName()), CatalogJson.write(functions), (Element)
        type.address().element());
  }

  /** Writes the handles of the functions of a package. */
  public void functions(
      String packageName, List<CatalogModel> catalogs, Collection<Address> origins) {
    List<CatalogModel> sorted =
        catalogs.stream().sorted(Comparator.comparing(CatalogModel::name)).toList();
    write(packageName, FunctionsWriter.write(sorted), origins);
  }

  /** Writes the service file with the names of all catalogs. */
  public void serviceFile(Collection<String> names) {
    StringBuilder lines = new StringBuilder();
    new TreeSet<>(names).forEach(name -> lines.append(name).append('\n'));
    resource(ResourceNames.SERVICES, lines.toString());
  }

  private void resource(String name, String text, Element... origins) {
    try (OutputStream file =
        filer.createResource(StandardLocation.CLASS_OUTPUT, "", name, origins).openOutputStream()) {
      file.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String packageName, TypeSpec.Builder type, Collection<Address> origins) {
    source(packageName, type, origins).write(filer);
  }

  private Source source(String packageName, TypeSpec.Builder type, Collection<Address> origins) {
    origins.forEach(origin -> type.addOriginatingElement((Element) origin.element()));
    return Source.of(JavaFile.builder(packageName, type.build()).indent("  ").build(), imports);
  }
}
