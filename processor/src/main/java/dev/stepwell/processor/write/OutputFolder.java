package dev.stepwell.processor.write;

import java.io.IOException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.annotation.processing.Filer;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** The folder of the output: it is asked for files directly, because javac compares each file that it is asked for with all others. */
final class OutputFolder {
  private final Filer filer;
  private @Nullable Path folder;
  private boolean isKnown;

  OutputFolder(Filer filer) {
    this.filer = filer;
  }

  /**
   * Whether it certainly has no file of this path; false if the output is no folder.
   *
   * @param resource the path of a resource that will be written, which gives the place of the folder
   */
  boolean lacks(String path, String resource) {
    Path found = folder(resource);
    return found != null && !Files.exists(found.resolve(path));
  }

  private @Nullable Path folder(String resource) {
    if (!isKnown) {
      isKnown = true;
      folder = find(resource);
    }
    return folder;
  }

  private @Nullable Path find(String resource) {
    try {
      Path file =
          Path.of(filer.getResource(StandardLocation.CLASS_OUTPUT, "", resource).toUri());
      Path inside = Path.of(resource);
      String end = file.getFileSystem().getSeparator() + inside;
      String all = file.toString();
      return all.endsWith(end) ? Path.of(all.substring(0, all.length() - end.length())) : null;
    } catch (IOException | IllegalArgumentException | FileSystemNotFoundException inNoFolder) {
      return null;
    }
  }
}
