package dev.stepwell.processor.scan;

import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.processor.model.CatalogModel;
import dev.stepwell.processor.model.ResourceNames;
import dev.stepwell.processor.model.TypeModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * Finds the catalogs of earlier compilations, so that an incremental build still writes a complete service file and a
 * complete {@code Functions}.
 *
 * <p>It reads only catalogs that this compilation does not rewrite. {@code getTypeElement} completes a type from its
 * class file, and javac 17 fails if a record is both read from an old class file and generated again.
 */
public final class EarlierCatalogs {
  private final Elements elements;
  private final EventScanner events;
  private final Filer filer;

  /** Uses these. */
  public EarlierCatalogs(Elements elements, javax.lang.model.util.Types types, Filer filer) {
    this.elements = elements;
    this.events = EventScanner.of(elements, types);
    this.filer = filer;
  }

  /**
   * The catalogs named in the service file whose origins still exist.
   *
   * @param except the full names of catalogs that this compilation rewrites, which are not read
   * @param compiled the full names of the outermost classes that are compiled again
   */
  public List<CatalogModel> find(Set<String> except, Set<String> compiled) {
    List<CatalogModel> catalogs = new ArrayList<>();
    for (String name : names()) {
      TypeElement catalog = except.contains(name) ? null : elements.getTypeElement(name);
      if (catalog != null) {
        read(catalog, compiled).ifPresent(catalogs::add);
      }
    }
    return catalogs;
  }

  /** The names in the service file, as an earlier compilation has left it. */
  public List<String> names() {
    try {
      FileObject file =
          filer.getResource(StandardLocation.CLASS_OUTPUT, "", ResourceNames.SERVICES);
      try (Reader reader = file.openReader(true);
          BufferedReader lines = new BufferedReader(reader)) {
        return lines.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      }
    } catch (IOException | IllegalArgumentException noneYet) {
      return List.of();
    }
  }

  private Optional<CatalogModel> read(TypeElement catalog, Set<String> compiled) {
    AnnotationMirror entry = Mirrors.find(catalog, CatalogEntry.class);
    if (entry == null) {
      return Optional.empty();
    }
    String origin = Mirrors.text(elements, entry, "origin");
    TypeElement type = elements.getTypeElement(origin);
    if (type == null || compiled.contains(outermost(type))) {
      return Optional.empty();
    }
    List<String> names = Mirrors.texts(elements, entry, "constants");
    List<CatalogModel.Constant> constants = new ArrayList<>();
    for (VariableElement field : ElementFilter.fieldsIn(catalog.getEnclosedElements())) {
      if (names.contains(field.getSimpleName().toString())
          && field.asType() instanceof DeclaredType definition
          && definition.getTypeArguments().size() == 3) {
        List<TypeModel> arguments = arguments(definition.getTypeArguments());
        constants.add(new CatalogModel.Constant(
            field.getSimpleName().toString(), arguments.get(1), arguments.get(2)));
      }
    }
    return Optional.of(new CatalogModel(
        ModelTypes.packageName(catalog),
        catalog.getSimpleName().toString(),
        origin,
        constants,
        events.event(type).orElse(null),
        Mirrors.address(type)));
  }

  private static String outermost(TypeElement type) {
    Element at = type;
    while (at.getEnclosingElement() instanceof TypeElement around) {
      at = around;
    }
    return at.toString();
  }

  private static List<TypeModel> arguments(List<? extends TypeMirror> arguments) {
    return arguments.stream().map(ModelTypes::model).toList();
  }
}
