package dev.stepwell.polaris.github;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder with a git repository, used through the git command. */
public record GitFolder(Path path) {
  /** A new repository with no commits, on the branch {@code branch}. */
  public static GitFolder init(Path path, String branch) throws IOException {
    Files.createDirectories(path);
    GitFolder folder = new GitFolder(path);
    folder.git("init", "--quiet", "--initial-branch", branch);
    return folder;
  }

  /** A new repository with one commit that contains one file. */
  public static GitFolder withOneFile(Path path) throws IOException {
    return init(path, "main").write("README.md", "hello\n").commit("Initial commit");
  }

  /** Writes a file of the working folder. */
  public GitFolder write(String file, String content) throws IOException {
    return write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file of the working folder. */
  public GitFolder write(String file, byte[] content) throws IOException {
    Path target = path.resolve(file);
    Files.createDirectories(target.getParent());
    Files.write(target, content);
    return this;
  }

  /** Commits all changes in the working folder and the index. */
  public GitFolder commit(String message) throws IOException {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
    return this;
  }

  /** Runs git, and returns its output without the line break at the end. */
  public String git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(path.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder
        .environment()
        .putAll(Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Ada",
            "GIT_AUTHOR_EMAIL", "ada@example.com",
            "GIT_COMMITTER_NAME", "Ada",
            "GIT_COMMITTER_EMAIL", "ada@example.com"));
    Process process = builder.start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " in " + path + " failed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return said;
  }

  /** The sha of a revision. */
  public String sha(String revision) throws IOException {
    return git("rev-parse", revision);
  }
}
