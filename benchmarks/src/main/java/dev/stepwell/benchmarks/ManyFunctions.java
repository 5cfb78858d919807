package dev.stepwell.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sources of a module with many functions, each in its own class, ten per package. */
final class ManyFunctions {
  private static final int A_PACKAGE = 10;

  private static final String SOURCE = """
      package jobs.p%1$d;

      import dev.stepwell.CancelOn;
      import dev.stepwell.Failure;
      import dev.stepwell.Function;
      import dev.stepwell.OnFailure;
      import dev.stepwell.Step;
      import dev.stepwell.Steps;
      import java.time.Duration;
      import java.util.ArrayList;
      import java.util.List;

      /** Imports repository %2$d. */
      public class Import%2$d {
        private final List<String> log;

        public Import%2$d(List<String> log) {
          this.log = log;
        }

        public record File(String path, String content, long size) {}

        public record Tree(String sha, List<File> files) {}

        @Function(id = "import-%2$d", event = "jobs/import%2$d.wanted", retries = 5)
        @CancelOn(event = "jobs/import%2$d.cancelled", match = "projectId")
        String run(String projectId, String repository, int limit, Steps steps) {
          Tree tree = fetchTree(repository, limit);
          if (tree.files().isEmpty()) {
            return "nothing";
          }
          steps.sleep("settle", Duration.ofSeconds(3));
          List<String> ids = new ArrayList<>();
          for (File file : tree.files()) {
            ids.add(store(projectId, file));
          }
          List<String> checked = steps.forEach(ids, id -> check(projectId, id));
          return finish(projectId, checked);
        }

        @Step
        Tree fetchTree(String repository, int limit) {
          return new Tree(repository, List.of(new File(repository, "", limit)));
        }

        @Step(retries = 8)
        String store(String projectId, File file) {
          return projectId + file.path();
        }

        @Step(timeout = "30s")
        String check(String projectId, String id) {
          return projectId + id;
        }

        @Step
        String finish(String projectId, List<String> ids) {
          return projectId + ids;
        }

        @OnFailure("import-%2$d")
        void failed(String projectId, Failure failure, Steps steps) {
          log.add(projectId);
        }
      }
      """;

  private ManyFunctions() {}

  /** Writes the sources of this many functions into the folder. */
  static void write(Path folder, int functions) throws IOException {
    for (int i = 0; i < functions; i++) {
      int group = i / A_PACKAGE;
      Path in = Files.createDirectories(folder.resolve("jobs/p" + group));
      Files.writeString(in.resolve("Import" + i + ".java"), SOURCE.formatted(group, i));
    }
  }
}
