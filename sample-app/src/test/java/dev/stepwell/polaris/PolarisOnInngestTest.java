package dev.stepwell.polaris;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dev.DevDatabase;
import dev.stepwell.polaris.agent.Model;
import dev.stepwell.polaris.github.standin.GithubStandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Polaris's jobs on an Inngest server end as on Postgres. */
@Timeout(300)
class PolarisOnInngestTest {
  @TempDir
  private Path folder;

  @Test
  void theDemoEndsAsOnPostgres() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    try (GithubStandIn github =
            GithubStandIn.start(folder.resolve("github"), 0, Map.of(Main.TOKEN, Main.LOGIN));
        DevDatabase database = DevDatabase.open(folder.resolve("postgres"));
        PolarisOnInngest polaris = PolarisOnInngest.start(
            database,
            new Polaris.Settings(
                github.endpoint(), 0, "the-internal-key", new Model(new FailingModel())),
            null)) {
      boolean right = new Demo(
              polaris.client(),
              polaris.sender(),
              polaris.runs(),
              new StandInDemoGithub(github),
              folder,
              out)
          .run(null, false);

      assertThat(right).as(said.toString(StandardCharsets.UTF_8)).isTrue();
    }
    List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.subList(lines.size() - 5, lines.size() - 1))
        .containsExactly(
            "import-github-repo completed",
            "process-message completed",
            "process-message cancelled",
            "export-to-github completed");
    assertThat(lines).filteredOn(line -> line.contains("create-blob")).isNotEmpty();
  }
}
