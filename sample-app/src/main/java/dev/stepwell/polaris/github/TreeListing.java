package dev.stepwell.polaris.github;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHTree;
import org.kohsuke.github.GHTreeEntry;

/** Lists trees: all at once where GitHub can, folder by folder where it would leave entries out. */
final class TreeListing {
  private final GHRepository repository;

  TreeListing(GHRepository repository) {
    this.repository = repository;
  }

  /** All that is below the tree {@code sha}, folders before what they hold. */
  List<TreeEntry> everything(String sha) throws IOException {
    List<TreeEntry> entries = new ArrayList<>();
    list("", sha, entries);
    return entries;
  }

  private void list(String folder, String sha, List<TreeEntry> into) throws IOException {
    GHTree whole = repository.getTreeRecursive(sha, 1);
    if (!whole.isTruncated()) {
      whole.getTree().forEach(entry -> into.add(toEntry(folder, entry)));
      return;
    }
    GHTree level = repository.getTree(sha);
    if (level.isTruncated()) {
      throw new GithubRefusedException(
          "The folder \"%s\" of %s has more entries than GitHub lists: clone the repository instead."
              .formatted(folder.isEmpty() ? "/" : folder, repository.getFullName()),
          0);
    }
    for (GHTreeEntry child : level.getTree()) {
      TreeEntry entry = toEntry(folder, child);
      into.add(entry);
      if (entry.isFolder()) {
        list(entry.path() + "/", entry.sha(), into);
      }
    }
  }

  /** Leaves out the folders of which something else is in the list. */
  static List<TreeEntry> withoutImpliedFolders(List<TreeEntry> entries) {
    Set<String> implied = new HashSet<>();
    for (TreeEntry entry : entries) {
      String path = entry.path();
      for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
        if (!implied.add(path.substring(0, slash))) {
          break;
        }
      }
    }
    return entries.stream()
        .filter(entry -> !entry.isFolder() || !implied.contains(entry.path()))
        .toList();
  }

  private static TreeEntry toEntry(String folder, GHTreeEntry entry) {
    return new TreeEntry(
        folder + entry.getPath(),
        entry.getMode(),
        entry.getType(),
        entry.getSha(),
        entry.getSize());
  }
}
