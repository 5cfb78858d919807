package dev.stepwell.polaris.github.standin;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** A repository of the stand-in: a bare git repository. Its config also stores GitHub's own properties. */
final class BareRepository implements AutoCloseable {
  private static final String SECTION = "github";

  private final String owner;
  private final String name;
  private final Repository git;
  private volatile boolean hasCommits;

  BareRepository(String owner, String name, Repository git) {
    this.owner = owner;
    this.name = name;
    this.git = git;
  }

  String owner() {
    return owner;
  }

  String name() {
    return name;
  }

  Repository git() {
    return git;
  }

  Path folder() {
    return git.getDirectory().toPath();
  }

  boolean isPrivate() {
    return git.getConfig().getBoolean(SECTION, "private", false);
  }

  @Nullable
  String description() {
    return git.getConfig().getString(SECTION, null, "description");
  }

  static void describe(Repository git, boolean isPrivate, @Nullable String description)
      throws IOException {
    StoredConfig config = git.getConfig();
    config.setBoolean(SECTION, null, "private", isPrivate);
    config.setString(SECTION, null, "description", description);
    config.save();
  }

  String defaultBranch() throws IOException {
    return Repository.shortenRefName(git.getFullBranch());
  }

  boolean isEmpty() throws IOException {
    // Once there is a commit there always is one, and the check walks through folders.
    if (!hasCommits) {
      hasCommits = !git.getRefDatabase().getRefsByPrefix(Constants.R_REFS).isEmpty();
    }
    return !hasCommits;
  }

  void refuseIfEmpty() throws IOException {
    if (isEmpty()) {
      throw new StandInRefusal(409, "Git Repository is empty.");
    }
  }

  /** Resolves a branch, a tag, HEAD or a sha, but no revision expression. */
  ObjectId resolve(String ref) throws IOException {
    if (ObjectId.isId(ref)) {
      return ObjectId.fromString(ref);
    }
    for (String prefix : new String[] {Constants.R_HEADS, Constants.R_TAGS, Constants.R_REFS, ""}) {
      if (prefix.isEmpty() && !ref.equals(Constants.HEAD) && !ref.startsWith(Constants.R_REFS)) {
        continue;
      }
      Ref found = git.exactRef(prefix + ref);
      if (found != null && found.getObjectId() != null) {
        return found.getObjectId();
      }
    }
    throw StandInRefusal.notFound();
  }

  /** The commit of a ref, through annotated tags. */
  RevCommit commit(RevWalk walk, ObjectId id) throws IOException {
    try {
      return walk.parseCommit(id);
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      throw StandInRefusal.notFound();
    }
  }

  /** The tree with that sha, or that of the commit with that sha. */
  RevTree tree(RevWalk walk, ObjectId id) throws IOException {
    try {
      return walk.parseTree(id);
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      throw StandInRefusal.notFound();
    }
  }

  @Override
  public void close() {
    git.close();
  }
}
