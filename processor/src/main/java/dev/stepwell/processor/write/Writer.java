package dev.stepwell.processor.write;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.stepwell.contract.StepGraph;
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
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.StandardLocation;

/** Writes files through the compiler. */
public final class Writer {
  private final Filer filer;

  /** Writes through this filer. */
  public Writer(Filer filer) {
    this.filer = filer;
  }

  /** Writes the record of an event. */
  public void event(EventModel event) {
    write(event.packageName(), EventWriter.record(event), List.of(event.address()));
    entry(event);
  }

  /** Writes the catalog of an event that was declared by hand. */
  public void declaredEvent(EventModel event) {
    write(event.packageName(), CatalogWriter.write(event), List.of(event.address()));
    entry(event);
  }

  /** Writes which class belongs to a name, for other compilations to look up. */
  private void entry(String resource, String name, String type, Address origin) {
    resource(resource, name + "\n" + type + "\n", (Element) origin.element());
  }

  private void entry(EventModel event) {
    String resource = ResourceNames.event(event.name());
    entry(resource, event.name(), event.qualifiedName(), event.address());
  }

  /** Writes the durable subclass of a class, and its catalog and step graphs if it has functions. */
  public void type(ClassModel type, List<PlannedFunction> functions) {
    write(type.packageName(), DurableWriter.write(type, functions), List.of(type.address()));
    if (!functions.isEmpty()) {
      List<StepGraph.Node> nodes = functions.stream()
          .flatMap(function -> function.graph().nodes().stream())
          .toList();
      write(
          type.packageName(),
          CatalogWriter.write(type, functions),
          List.of(type.address()),
          GraphWriter.factories(nodes));
    }
    functions.forEach(function -> graph(function, type));
  }

  /** Writes what the runs of a class's functions store, for builds to be compared by. */
  public void stored(ClassModel type, List<StoredRuns> functions) {
    resource(
        ResourceNames.stored(type.qualifiedCatalogName()), CatalogJson.write(functions), (Element)
            type.address().element());
  }

  /** Writes where a function is, and its step graph for other tools and for the eye. */
  private void graph(PlannedFunction planned, ClassModel type) {
    String id = planned.function().storedId();
    Element origin = (Element) type.address().element();
    entry(ResourceNames.function(id), id, type.qualifiedCatalogName(), type.address());
    resource(ResourceNames.graph(id), GraphJson.write(planned.graph()), origin);
    resource(ResourceNames.diagram(id), GraphDiagram.write(id, planned.graph()), origin);
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

  private void write(
      String packageName, TypeSpec.Builder type, Collection<Address> origins, String... factories) {
    origins.forEach(origin -> type.addOriginatingElement((Element) origin.element()));
    JavaFile.Builder file =
        JavaFile.builder(packageName, type.build()).indent("  ").skipJavaLangImports(true);
    if (factories.length > 0) {
      file.addStaticImport(Names.STEP_GRAPH, factories);
    }
    try {
      file.build().writeTo(filer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
