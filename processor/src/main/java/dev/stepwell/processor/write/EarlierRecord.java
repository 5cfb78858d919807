package dev.stepwell.processor.write;

import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.ResourceNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * The record of an event that an earlier compilation has left in the output.
 *
 * @param classFile its class file; null if there is none
 * @param digest the digest of the source that it was compiled from; empty if unknown
 */
record EarlierRecord(@Nullable FileObject classFile, String digest) {
  private static final EarlierRecord NONE = new EarlierRecord(null, "");

  static EarlierRecord of(Filer filer, OutputFolder output, EventModel event) {
    String resource = ResourceNames.event(event.name());
    if (output.lacks(event.qualifiedName().replace('.', '/') + ".class", resource)) {
      return NONE;
    }
    String name = event.names().get(0) + ".class";
    FileObject classFile = find(filer, event.packageName(), name);
    FileObject entry = classFile == null ? null : find(filer, "", resource);
    return new EarlierRecord(classFile, entry == null ? "" : digest(entry));
  }

  private static @Nullable FileObject find(Filer filer, String packageName, String name) {
    try {
      FileObject file = filer.getResource(StandardLocation.CLASS_OUTPUT, packageName, name);
      file.openInputStream().close();
      return file;
    } catch (IOException | IllegalArgumentException none) {
      return null;
    }
  }

  /** The last line of the file that names the record of an event. */
  private static String digest(FileObject entry) {
    try (InputStream bytes = entry.openInputStream()) {
      List<String> lines =
          new String(bytes.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.size() > 2 ? lines.get(2) : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  boolean exists() {
    return classFile != null;
  }

  boolean isOf(Source source) {
    return source.digest().equals(digest);
  }

  /** Deletes the class file, if it is in a folder. */
  void delete() {
    if (classFile != null) {
      try {
        Files.deleteIfExists(Path.of(classFile.toUri()));
      } catch (FileSystemNotFoundException | IllegalArgumentException inNoFolder) {
        // The next compilation writes over it.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
