package dev.stepwell.polaris.github;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHTree;
import org.kohsuke.github.GHTreeBuilder;
import org.kohsuke.github.GHTreeEntry;

/** Reads and writes complete trees of a repository, in as many requests as GitHub requires. */
final class Trees {
  /** GitHub times out after ten seconds on a tree of a few thousand entries, so larger ones are built incrementally. */
  private static final int ENTRIES_A_REQUEST = 500;

  /** The hash of the empty tree. Commits may contain it, but GitHub answers 404 for it. */
  private static final String EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

  private final GHRepository repository;

  Trees(GHRepository repository) {
    this.repository = repository;
  }

  /** All entries below the tree {@code sha}, folders before their content. */
  List<TreeEntry> read(String sha) throws IOException {
    List<TreeEntry> entries = new ArrayList<>();
    if (!sha.equals(EMPTY)) {
      list("", sha, entries);
    }
    return entries;
  }

  /** Reads all at once if GitHub can, otherwise folder by folder, because GitHub truncates large trees. */
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
      if (entry.hasEntries()) {
        list(entry.path() + "/", entry.sha(), into);
      }
    }
  }

  /** Creates a tree of these entries, and returns its sha. */
  String create(List<TreeEntry> entries) throws IOException {
    List<TreeEntry> needed = withoutImpliedFolders(entries);
    String tree = null;
    for (int from = 0; tree == null || from < needed.size(); from += ENTRIES_A_REQUEST) {
      int to = Math.min(from + ENTRIES_A_REQUEST, needed.size());
      tree = create(tree, needed.subList(from, to));
    }
    return tree;
  }

  // entry(...) is deprecated for methods that know plain files only: no links, no submodules.
  @SuppressWarnings("deprecation")
  private String create(@Nullable String base, List<TreeEntry> entries) throws IOException {
    GHTreeBuilder tree = repository.createTree();
    if (base != null) {
      tree.baseTree(base);
    }
    entries.forEach(
        entry -> tree.entry(entry.path(), entry.mode(), entry.type(), entry.sha(), null));
    return tree.create().getSha();
  }

  /** Leaves out folders with other entries in the list. */
  private static List<TreeEntry> withoutImpliedFolders(List<TreeEntry> entries) {
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
        .filter(entry -> !entry.hasEntries() || !implied.contains(entry.path()))
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
