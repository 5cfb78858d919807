package dev.stepwell.processor.scan;

import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.ResourceNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * The functions and events of other jars and modules, found by their names: what the processor wrote of each has a name that tells
 * it. Where a compiler does not look for resources on its class path, there are none.
 */
public final class ClassPath {
  private static final Pattern LAST_PART = Pattern.compile("^.*/");
  private static final Pattern LAST_PARTS = Pattern.compile("^.*/(?=[^/]+/[^/]+/[^/]+$)");

  private final Elements elements;
  private final Filer filer;
  private final EventScanner events;

  /** That of this compilation. */
  public ClassPath(ProcessingEnvironment environment) {
    this.elements = environment.getElementUtils();
    this.filer = environment.getFiler();
    this.events = EventScanner.of(elements, environment.getTypeUtils());
  }

  /**
   * The class that has the function of this id, and where it is; nothing if there is none.
   *
   * @param constant the function's constant
   */
  public Optional<String> function(String id, String constant) {
    String file = ResourceNames.function(id);
    return type(file, id)
        .map(elements::getTypeElement)
        .map(catalog -> Mirrors.find(catalog, CatalogEntry.class))
        .filter(entry -> Mirrors.texts(elements, entry, "constants").contains(constant))
        .map(entry -> Mirrors.text(elements, entry, "origin") + place(file));
  }

  /** The event of this name, with its record; nothing if there is none that others may use. */
  public Optional<EventModel> event(String name) {
    return type(ResourceNames.event(name), name)
        .map(elements::getTypeElement)
        .filter(record -> record.getKind() == ElementKind.RECORD)
        .filter(record -> record.getModifiers().contains(Modifier.PUBLIC))
        .map(record -> events.event(record).orElseGet(() -> events.generated(record, name)));
  }

  /** Where an event of another jar or module was found, as the end of a sentence. */
  public String placeOfEvent(String name) {
    return place(ResourceNames.event(name));
  }

  /**
   * The full name of the class that this file tells for this name. It may tell it for another: some systems do not tell file {@code a}
   * from {@code A}.
   */
  private Optional<String> type(String file, String name) {
    return text(file)
        .map(text -> text.split("\n", -1))
        .filter(lines -> lines.length > 1 && lines[0].equals(name))
        .map(lines -> lines[1]);
  }

  /** The text of a resource that another compilation has written; what an earlier one has left in this one's place is not that. */
  private Optional<String> text(String name) {
    return find(StandardLocation.CLASS_PATH, name)
        .filter(file -> !isOwn(file, name))
        .flatMap(ClassPath::read);
  }

  private boolean isOwn(FileObject file, String name) {
    return find(StandardLocation.CLASS_OUTPUT, name)
        .filter(own -> own.toUri().equals(file.toUri()))
        .isPresent();
  }

  private Optional<FileObject> find(StandardLocation in, String name) {
    try {
      return Optional.of(filer.getResource(in, "", name));
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException none) {
      return Optional.empty();
    }
  }

  private static Optional<String> read(FileObject file) {
    try (InputStream bytes = file.openInputStream()) {
      return Optional.of(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** {@code  in billing.jar}, or {@code  in billing/target/classes}; nothing where it cannot be told. */
  private String place(String name) {
    return find(StandardLocation.CLASS_PATH, name)
        .map(file -> file.toUri().toString().replace(name, "").replaceFirst("[!/]+$", ""))
        .map(root -> " in "
            + (root.endsWith(".jar") ? LAST_PART : LAST_PARTS).matcher(root).replaceFirst(""))
        .orElse("");
  }
}
