package dev.stepwell.processor.write;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.CatalogModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.PlannedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.StandardLocation;

/** Writes files through the compiler. */
public final class Writer {
  /** Where {@link java.util.ServiceLoader} looks for catalogs. */
  public static final String SERVICE_FILE = "META-INF/services/dev.stepwell.contract.Catalog";

  private final Filer filer;

  /** Writes through this filer. */
  public Writer(Filer filer) {
    this.filer = filer;
  }

  /** Writes the record of an event. */
  public void event(EventModel event) {
    write(event.packageName(), EventWriter.record(event), List.of(event.address()));
  }

  /** Writes the catalog of an event that was declared by hand. */
  public void declaredEvent(EventModel event) {
    write(event.packageName(), CatalogWriter.write(event), List.of(event.address()));
  }

  /** Writes the durable subclass of a class, and its catalog if it has functions. */
  public void type(ClassModel type, List<PlannedFunction> functions) {
    write(type.packageName(), DurableWriter.write(type), List.of(type.address()));
    if (!functions.isEmpty()) {
      write(type.packageName(), CatalogWriter.write(type, functions), List.of(type.address()));
    }
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
    try (java.io.Writer file =
        filer.createResource(StandardLocation.CLASS_OUTPUT, "", SERVICE_FILE).openWriter()) {
      for (String name : new TreeSet<>(names)) {
        file.write(name + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String packageName, TypeSpec.Builder type, Collection<Address> origins) {
    origins.forEach(origin -> type.addOriginatingElement((Element) origin.element()));
    try {
      JavaFile.builder(packageName, type.build())
          .indent("  ")
          .skipJavaLangImports(true)
          .build()
          .writeTo(filer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
