package dev.stepwell.polaris.projects;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The valid paths of a project's files. */
final class Paths {
  /** Keeps project and path within the size of an index entry. */
  private static final int MAX_BYTES = 2_000;

  private Paths() {}

  /**
   * Returns the path.
   *
   * @throws BadInputException if it is not valid
   */
  static String checked(String path) {
    int bytes = path.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new BadInputException(
          "a path may have " + MAX_BYTES + " bytes, and this one has " + bytes);
    }
    if (path.indexOf('\0') >= 0) {
      throw new BadInputException("a path must not contain a NUL character");
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty()
          || part.equals(".")
          || part.equals("..")
          || part.equalsIgnoreCase(".git")) {
        throw new BadInputException("'" + path
            + "' is no path in a project: give one from its root, such as src/main.txt, without a"
            + " slash at its start or end and without the parts '.', '..' and '.git'");
      }
    }
    return path;
  }

  /** The parent folders of this path, outermost first. */
  static Collection<String> folders(String path) {
    Set<String> folders = new TreeSet<>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      folders.add(path.substring(0, slash));
    }
    return folders;
  }
}
