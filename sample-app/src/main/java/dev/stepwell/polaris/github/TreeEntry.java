package dev.stepwell.polaris.github;

/**
 * One file, link, folder or submodule in a {@link Tree}.
 *
 * @param path from the root of the repository, with slashes
 * @param mode git's: {@code 100644} a file, {@code 100755} an executable, {@code 120000} a symbolic link, {@code 160000} a
 *     submodule, {@code 040000} a folder
 * @param type {@code blob}, {@code commit} (a submodule) or {@code tree} (a folder)
 * @param sha of the blob, of the submodule's commit, or of the folder
 * @param size in bytes, of a blob; otherwise 0
 */
public record TreeEntry(String path, String mode, String type, String sha, long size) {
  /** An ordinary or executable file with the blob {@code sha}. */
  public static TreeEntry file(String path, boolean executable, String sha) {
    return new TreeEntry(path, executable ? "100755" : "100644", "blob", sha, 0);
  }

  /** Whether this is a folder; its content has entries of its own in the tree. */
  public boolean hasEntries() {
    return type.equals("tree");
  }

  /** Whether this has content of its own: a file, or a symbolic link, whose content is its target. */
  public boolean hasBytes() {
    return type.equals("blob");
  }
}
