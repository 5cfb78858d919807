package dev.stepwell.polaris.projects;

import java.util.Set;

/** The paths that a file of a project may have. */
final class Paths {
  private static final Set<String> RESERVED = Set.of("", ".", "..", ".git");
  private static final int LONGEST = 4096;

  private Paths() {}

  /**
   * Returns the path.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String checked(String path) {
    if (path.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a path may have " + LONGEST + " characters, and this one has " + path.length());
    }
    if (path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a path must not contain a NUL character");
    }
    for (String part : path.split("/", -1)) {
      if (RESERVED.contains(part)) {
        throw new IllegalArgumentException(
            "'" + path + "' is no path in a project: give one from its root, such as"
                + " src/main.txt, without empty parts, '.', '..' and '.git'");
      }
    }
    return path;
  }
}
