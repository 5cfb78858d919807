package dev.stepwell.processor.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.ModuleElement.ProvidesDirective;
import javax.lang.model.element.ModuleElement.RequiresDirective;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * The files that other compilations have left on the class path, and in the modules of the module path that this one sees. Where a
 * compiler does not look for resources there, there are none.
 */
final class OtherFiles {
  private static final Pattern LAST_PART = Pattern.compile("^.*/");
  private static final Pattern LAST_PARTS = Pattern.compile("^.*/(?=[^/]+/[^/]+/[^/]+$)");

  private final Elements elements;
  private final Filer filer;
  private final String own;

  /** The modules to search; null until first used. */
  private @Nullable List<? extends ModuleElement> modules;

  /**
   * The files that this compilation can find.
   *
   * @param own the name of the module that is being compiled
   */
  OtherFiles(Elements elements, Filer filer, String own) {
    this.elements = elements;
    this.filer = filer;
    this.own = own;
  }

  /**
   * A file.
   *
   * @param lines its content
   * @param place where it is, as the end of a sentence: {@code  in billing.jar}, or {@code  in billing/target/classes}
   * @param module the module that it is in; null for the class path
   */
  record OtherFile(
      List<String> lines, String place, @Nullable ModuleElement module) {}

  /**
   * The files of this name, in the order of the class path, without leftovers of earlier compilations of this module.
   */
  Stream<OtherFile> named(String name) {
    Stream<OtherFile> onClassPath =
        find(StandardLocation.CLASS_PATH, "", name)
            .flatMap(file -> read(file, name, null))
            .stream();
    Stream<OtherFile> inModules = modules().stream().flatMap(module -> find(module, name).stream());
    return Stream.concat(onClassPath, inModules);
  }

  private Optional<OtherFile> find(ModuleElement module, String name) {
    return find(StandardLocation.MODULE_PATH, module.getQualifiedName() + "/", name)
        .flatMap(file -> read(file, name, module));
  }

  private Optional<OtherFile> read(FileObject file, String name, @Nullable ModuleElement module) {
    if (isOwn(file, name)) {
      return Optional.empty();
    }
    try (InputStream bytes = file.openInputStream()) {
      String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(new OtherFile(List.of(text.split("\n", -1)), place(file, name), module));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private boolean isOwn(FileObject file, String name) {
    return find(StandardLocation.CLASS_OUTPUT, "", name)
        .filter(own -> own.toUri().equals(file.toUri()))
        .isPresent();
  }

  /** Finds a file, even if javac fails on a module that is not on the module path. */
  private Optional<FileObject> find(StandardLocation in, String module, String name) {
    try {
      return Optional.of(filer.getResource(in, module, name));
    } catch (IOException | RuntimeException none) {
      return Optional.empty();
    }
  }

  private static String place(FileObject file, String name) {
    String root = file.toUri().toString().replace(name, "").replaceFirst("[!/]+$", "");
    return " in "
        + (root.endsWith(".jar") ? LAST_PART : LAST_PARTS).matcher(root).replaceFirst("");
  }

  private List<? extends ModuleElement> modules() {
    if (modules == null) {
      modules = elements.getAllModuleElements().stream()
          .filter(this::mayHaveCatalogs)
          .sorted(Comparator.comparing(module -> module.getQualifiedName().toString()))
          .toList();
    }
    return modules;
  }

  /**
   * Whether this module may contain catalogs: it provides them, or is an ordinary jar, which alone reads the class
   * path. The own module is included if tests are compiled into it. (What it provides is not read: see {@link
   * ModuleScanner}.)
   */
  private boolean mayHaveCatalogs(ModuleElement module) {
    String name = module.getQualifiedName().toString();
    return !module.isUnnamed()
        && !name.startsWith("java.")
        && !name.startsWith("jdk.")
        && (name.equals(own) || module.getDirectives().stream().anyMatch(OtherFiles::isOfCatalogs));
  }

  private static boolean isOfCatalogs(ModuleElement.Directive directive) {
    return directive instanceof ProvidesDirective provides
        ? ModuleScanner.isOfCatalogs(provides)
        : directive instanceof RequiresDirective requires
            && requires.getDependency().isUnnamed();
  }
}
