package dev.stepwell.polaris;

import java.util.Locale;

/** The kind of a file, with its name in Polaris and its mode in git. */
enum FileKind {
  FILE("100644"),
  EXECUTABLE("100755"),
  SYMLINK("120000"),
  SUBMODULE("160000");

  private final String mode;

  FileKind(String mode) {
    this.mode = mode;
  }

  /** Git's mode. */
  String mode() {
    return mode;
  }

  /** Polaris's name. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of this name. */
  static FileKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /**
   * The kind of this mode.
   *
   * @throws IllegalArgumentException if git has no such mode
   */
  static FileKind ofMode(String mode) {
    for (FileKind kind : values()) {
      if (kind.mode.equals(mode)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("git has no file mode " + mode);
  }
}
