package dev.stepwell.polaris.projects;

/**
 * A file or folder of a project, without its content.
 *
 * @param path from the root of the project, with slashes
 * @param kind {@code folder}, {@code file}, {@code executable}, {@code symlink} (its content is the target) or {@code submodule}
 *     (its content is the commit)
 * @param size the content's length in bytes
 */
public record ProjectFile(String path, String kind, long size) {
  /** Whether it has content of its own, which all kinds but folders have. */
  public boolean hasContent() {
    return !kind.equals("folder");
  }
}
