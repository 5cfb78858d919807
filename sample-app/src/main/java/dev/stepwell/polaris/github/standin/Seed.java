package dev.stepwell.polaris.github.standin;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The commits of a local git repository, with its branches, its tags and its HEAD.
 *
 * <p>JGit's packer reads it instead of a fetch, which requires a plain repository: this also supports a worktree, a
 * shallow clone and a detached HEAD.
 */
final class Seed {
  private final Path path;

  Seed(Path path) {
    this.path = path;
  }

  /** Makes {@code target} a mirror of it. */
  void copyTo(Repository target) throws IOException {
    try (Repository source = open()) {
      Map<String, ObjectId> refs = refs(source);
      String head = head(source, refs);
      copyObjects(source, target, new HashSet<>(refs.values()));
      for (Ref old : target.getRefDatabase().getRefsByPrefix(Constants.R_HEADS, Constants.R_TAGS)) {
        if (!refs.containsKey(old.getName())) {
          delete(target, old);
        }
      }
      for (Map.Entry<String, ObjectId> ref : refs.entrySet()) {
        point(target, ref.getKey(), ref.getValue());
      }
      Repositories.linkHead(target, head.substring(Constants.R_HEADS.length()));
    } catch (MissingObjectException e) {
      throw new IllegalArgumentException(
          "%s lacks the object %s: is it a partial clone? Seed from a full one."
              .formatted(path, e.getObjectId().name()),
          e);
    }
  }

  private Repository open() {
    try {
      FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true);
      // A working folder contains .git as a folder or, in a worktree and a submodule, as a file
      // that refers to one.
      File inside = path.resolve(Constants.DOT_GIT).toFile();
      return inside.exists()
          ? builder.setWorkTree(path.toFile()).build()
          : builder.setGitDir(path.toFile()).build();
    } catch (RepositoryNotFoundException e) {
      throw notOne(e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The git repository in %s cannot be read: %s".formatted(path, e), e);
    }
  }

  private IllegalArgumentException notOne(Exception cause) {
    return new IllegalArgumentException(
        "%s is no git repository: %s."
            .formatted(
                path, Files.isDirectory(path) ? "run git init in it" : "there is no such folder"),
        cause);
  }

  private static Map<String, ObjectId> refs(Repository source) throws IOException {
    Map<String, ObjectId> refs = new LinkedHashMap<>();
    for (Ref ref : source.getRefDatabase().getRefsByPrefix(Constants.R_HEADS, Constants.R_TAGS)) {
      if (ref.getObjectId() != null) {
        refs.put(ref.getName(), ref.getObjectId());
      }
    }
    return refs;
  }

  /** The full name of HEAD's branch; for a detached HEAD, a new branch is added to the refs. */
  private static String head(Repository source, Map<String, ObjectId> refs) throws IOException {
    Ref head = source.exactRef(Constants.HEAD);
    if (head == null) {
      return Constants.R_HEADS + "main";
    }
    if (head.isSymbolic()) {
      return head.getTarget().getName();
    }
    ObjectId commit = head.getObjectId();
    String main = Constants.R_HEADS + "main";
    String branch = commit.equals(refs.getOrDefault(main, commit))
        ? main
        : Constants.R_HEADS + "detached-" + commit.abbreviate(8).name();
    refs.put(branch, commit);
    return branch;
  }

  private static void copyObjects(Repository source, Repository target, Set<ObjectId> wanted)
      throws IOException {
    if (wanted.isEmpty()) {
      return;
    }
    Path pack = Files.createTempFile(target.getDirectory().toPath(), "seed-", ".pack");
    try {
      try (PackWriter writer = new PackWriter(source);
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(pack))) {
        writer.setDeltaBaseAsOffset(true);
        writer.preparePack(NullProgressMonitor.INSTANCE, wanted, PackWriter.NONE);
        writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
      }
      target.getObjectDatabase().setShallowCommits(source.getObjectDatabase().getShallowCommits());
      try (ObjectInserter inserter = target.newObjectInserter();
          InputStream in = new BufferedInputStream(Files.newInputStream(pack))) {
        inserter.newPackParser(in).parse(NullProgressMonitor.INSTANCE);
        inserter.flush();
      }
    } finally {
      Files.deleteIfExists(pack);
    }
  }

  private static void point(Repository target, String name, ObjectId id) throws IOException {
    RefUpdate update = target.updateRef(name);
    update.setNewObjectId(id);
    expect(update.forceUpdate(), name);
  }

  private static void delete(Repository target, Ref ref) throws IOException {
    RefUpdate update = target.updateRef(ref.getName());
    update.setForceUpdate(true);
    expect(update.delete(), ref.getName());
  }

  private static void expect(RefUpdate.Result result, String ref) throws IOException {
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      default -> throw new IOException("Could not update " + ref + ": " + result);
    }
  }
}
