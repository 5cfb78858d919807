package dev.stepwell.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All measurements complete; their results are not checked. */
class SuiteTest {
  @TempDir
  Path folder;

  @Test
  void measuresStepwellAndTheLimit() throws Exception {
    Report report = new Report(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), null);
    try (Server server = Server.open(folder)) {
      new Suite(Set.of(), Set.of("stepwell", "limit"), Sizes.TINY)
          .measure(server, 1, report, line -> {});
    }
    assertThat(report.toString())
        .contains("| fsync on, synchronous_commit on, ")
        .containsPattern("\\| with 200 stored steps +\\| +[0-9]")
        .containsPattern("\\| stepwell +\\| +[0-9]")
        .containsPattern("\\| limit +\\| +[0-9]")
        .containsPattern("\\| stepwell, queue filled before +\\| +[0-9]")
        .containsPattern("\\| stepwell, sent to a running worker +\\| +[0-9]")
        .containsPattern("\\| 1 × 3 +\\| +[0-9]")
        .containsPattern("\\| 20 ended runs +\\| +[0-9]")
        .containsPattern("\\| 10 parked runs +\\| +[0-9]")
        .containsPattern("\\| stepwell, idle +\\| +[0-9]")
        .containsPattern("\\| stepwell, 3 asleep +\\| +[0-9]")
        .containsPattern("\\| the functions, with the processor +\\| +[0-9]")
        .containsPattern("\\| 20 views +\\| +[0-9]")
        .containsPattern("other measurements, one process +\\| +[0-9]")
        .containsPattern("other measurements, separate sender +\\| +[0-9]")
        .containsPattern("\\| 10 for each of 1,000 keys +\\| +[0-9]")
        .containsPattern("\\| two limits +\\| +[0-9]")
        .containsPattern("\\| other keys +\\| +[0-9]")
        .containsPattern("(Debian's Postgres 15, separate sender +\\| +[0-9]|not installed)");
  }
}
