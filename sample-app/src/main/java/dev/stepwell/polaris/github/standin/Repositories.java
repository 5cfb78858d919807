package dev.stepwell.polaris.github.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** The repositories on disk, as {@code <root>/<owner>/<name>.git}. */
final class Repositories implements AutoCloseable {
  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

  private final Path root;
  private final Map<Path, BareRepository> opened = new ConcurrentHashMap<>();

  Repositories(Path root) throws IOException {
    this.root = Files.createDirectories(root).toRealPath();
  }

  Optional<BareRepository> find(String owner, String name) {
    if (!isOwner(owner) || !isName(name)) {
      return Optional.empty();
    }
    Path folder = folder(owner, name);
    BareRepository known = opened.get(folder);
    if (known == null && Files.isDirectory(folder)) {
      known = opened.computeIfAbsent(folder, path -> new BareRepository(owner, name, open(path)));
    }
    return Optional.ofNullable(known);
  }

  /** Creates a repository in another folder and moves it, so that a partial one is never visible. */
  BareRepository create(String owner, String name, Filling filling) throws IOException {
    if (!isOwner(owner) || !isName(name)) {
      throw new IllegalArgumentException(
          "\"%s/%s\" is no name of a repository".formatted(owner, name));
    }
    Path making = Files.createTempDirectory(root, ".making-");
    try {
      try (Repository git = open(making)) {
        git.create(true);
        linkHead(git, "main");
        filling.fill(git);
      }
      Path folder = folder(owner, name);
      Files.createDirectories(folder.getParent());
      synchronized (this) {
        if (Files.exists(folder)) {
          throw StandInRefusal.unprocessable(
              "Repository creation failed.", "name already exists on this account");
        }
        Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      delete(making);
    }
    return find(owner, name).orElseThrow();
  }

  /** The initial content of a new repository. */
  @FunctionalInterface
  interface Filling {
    void fill(Repository git) throws IOException;
  }

  static void linkHead(Repository git, String branch) throws IOException {
    git.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
  }

  @Override
  public void close() {
    opened.values().forEach(BareRepository::close);
    opened.clear();
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static boolean isOwner(String owner) {
    return OWNER.matcher(owner).matches();
  }

  private Path folder(String owner, String name) {
    return root.resolve(owner).resolve(name + ".git");
  }

  private static Repository open(Path folder) {
    try {
      return new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not open the repository in " + folder, e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
