package dev.stepwell.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Finds ids that several functions of an application share. Modules are compiled separately, but start together. */
public final class SameIds {
  private SameIds() {}

  /**
   * The faults in the ids of the functions on this class path, each as a sentence with its cure.
   *
   * @param classPath folders of classes, and jars; anything else is skipped
   * @throws LockException if what the compiler has written there cannot be read
   */
  public static List<String> in(Collection<Path> classPath) {
    Map<String, Path> places = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (Path entry : new LinkedHashSet<>(classPath)) {
      for (LockedFunction function : functions(entry).functions()) {
        Path other = function.failing().isEmpty() ? places.putIfAbsent(function.id(), entry) : null;
        if (other != null) {
          faults.add("function " + function.id() + " is in " + other + " and in " + entry
              + ", but an application with both does not start; give one of them another id");
        }
      }
    }
    return faults;
  }

  private static LockedFunctions functions(Path entry) {
    if (Files.isDirectory(entry)) {
      return Compiled.read(entry);
    }
    if (!Files.isRegularFile(entry) || !entry.toString().endsWith(".jar")) {
      return new LockedFunctions(List.of());
    }
    try (FileSystem jar = FileSystems.newFileSystem(entry)) {
      return Compiled.read(jar.getPath("/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
