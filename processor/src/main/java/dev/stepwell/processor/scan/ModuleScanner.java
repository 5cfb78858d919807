package dev.stepwell.processor.scan;

import dev.stepwell.contract.Catalog;
import dev.stepwell.processor.model.ModuleModel;
import dev.stepwell.processor.model.ModuleModel.ClosedPackage;
import dev.stepwell.processor.model.TypeModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.Filer;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.ModuleElement.ProvidesDirective;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Reads the declarations of the module that is being compiled. Only the last round may do so: javac reads what a module
 * provides once, and reports classes generated later as not providable.
 */
public final class ModuleScanner {
  private static final String JACKSON = "com.fasterxml.jackson.";
  private static final String READER = JACKSON + "databind";

  private final Elements elements;
  private final Filer filer;

  /** Uses these. */
  public ModuleScanner(Elements elements, Filer filer) {
    this.elements = elements;
    this.filer = filer;
  }

  /**
   * The module of this name; empty if it is the unnamed one, or its module-info belongs to another compilation, as with tests that
   * are compiled into a module.
   *
   * @param isCompiled whether its module-info is being compiled
   * @param carried the types that JSON carries
   */
  public Optional<ModuleModel> scan(
      String name, boolean isCompiled, Collection<TypeModel.Declared> carried) {
    ModuleElement module = elements.getModuleElement(name);
    if (module == null || module.isUnnamed() || !(isCompiled || isCompiledBefore())) {
      return Optional.empty();
    }
    return Optional.of(new ModuleModel(
        name,
        provided(module),
        closed(module, carried),
        isCompiled ? Mirrors.address(module) : null));
  }

  private boolean isCompiledBefore() {
    try {
      filer.getResource(StandardLocation.CLASS_OUTPUT, "", "module-info.class");
      return true;
    } catch (IOException none) {
      return false;
    }
  }

  private static Set<String> provided(ModuleElement module) {
    Set<String> provided = new TreeSet<>();
    for (ProvidesDirective provides : ElementFilter.providesIn(module.getDirectives())) {
      if (isOfCatalogs(provides)) {
        provides
            .getImplementations()
            .forEach(catalog -> provided.add(catalog.getQualifiedName().toString()));
      }
    }
    return provided;
  }

  /** Whether the declarations include provided catalogs. */
  static boolean isOfCatalogs(ProvidesDirective provides) {
    return provides.getService().getQualifiedName().contentEquals(Catalog.class.getName());
  }

  private List<ClosedPackage> closed(ModuleElement module, Collection<TypeModel.Declared> carried) {
    if (module.isOpen()) {
      return List.of();
    }
    Set<String> told = new HashSet<>();
    List<ClosedPackage> closed = new ArrayList<>();
    for (TypeModel.Declared type : carried) {
      TypeElement record = elements.getTypeElement(module, type.qualifiedName());
      if (record != null && isClosed(record, module) && told.add(type.packageName())) {
        closed.add(new ClosedPackage(
            type.packageName(), String.join(".", type.names()), Mirrors.address(record)));
      }
    }
    return closed;
  }

  /** Whether this is a record of the module that Jackson would have to read by itself, and cannot look into. */
  private boolean isClosed(TypeElement record, ModuleElement module) {
    return record.getKind() == ElementKind.RECORD
        && module.equals(elements.getModuleOf(record))
        && record.getAnnotationMirrors().stream().noneMatch(ModuleScanner::isOfJackson)
        && !isOpened(elements.getPackageOf(record), module)
        && !(isPublic(record) && isExported(elements.getPackageOf(record), module));
  }

  private static boolean isOpened(PackageElement of, ModuleElement module) {
    return ElementFilter.opensIn(module.getDirectives()).stream()
        .filter(opens -> opens.getPackage().equals(of))
        .anyMatch(opens -> isForReader(opens.getTargetModules()));
  }

  private static boolean isExported(PackageElement of, ModuleElement module) {
    return ElementFilter.exportsIn(module.getDirectives()).stream()
        .filter(exports -> exports.getPackage().equals(of))
        .anyMatch(exports -> isForReader(exports.getTargetModules()));
  }

  /** Whether it is public as seen from anywhere, as its constructor and its accessors are then. */
  private static boolean isPublic(TypeElement record) {
    Element at = record;
    while (at instanceof TypeElement && at.getModifiers().contains(Modifier.PUBLIC)) {
      at = at.getEnclosingElement();
    }
    return at instanceof PackageElement;
  }

  private static boolean isForReader(@Nullable List<? extends ModuleElement> targets) {
    return targets == null
        || targets.stream().anyMatch(target -> target.getQualifiedName().contentEquals(READER));
  }

  private static boolean isOfJackson(AnnotationMirror annotation) {
    return annotation.getAnnotationType().toString().startsWith(JACKSON);
  }
}
