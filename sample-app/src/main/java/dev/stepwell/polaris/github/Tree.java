package dev.stepwell.polaris.github;

import java.util.List;

/**
 * All files and folders of a commit, with their full paths.
 *
 * @param commit the commit that was read; the ref may have moved since
 * @param sha the git hash of the tree itself; two trees with one hash are the same to the last byte
 */
public record Tree(String commit, String sha, List<TreeEntry> entries) {
  public Tree {
    entries = List.copyOf(entries);
  }
}
