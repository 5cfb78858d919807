package dev.stepwell.spring.alive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.spring.StarterDatabase;
import dev.stepwell.spring.outside.SpringOutsideWanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process without a web server: it lives as long as it executes functions. */
@Timeout(240)
class WorkerProcessTest {
  private final String url = StarterDatabase.url();

  @TempDir
  private Path folder;

  private Process start(String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        AliveApplication.class.getName(),
        "--spring.datasource.url=" + url,
        "--stepwell.schema=stepwell",
        "--spring.main.web-application-type=none",
        "--spring.devtools.restart.enabled=false",
        "--spring.flyway.enabled=false",
        "--spring.data.jpa.repositories.enabled=false"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output().toFile())
        .start();
  }

  private Path output() {
    return folder.resolve("output");
  }

  @Test
  void aWorkerExecutesUntilItIsStopped() throws Exception {
    Process process = start();
    try (Stepwell sender = Stepwell.on(url, "postgres", "").build()) {
      await("REPORT started");
      assertThat(process.waitFor(3, TimeUnit.SECONDS))
          .as("ended after its start")
          .isFalse();

      Run run = sender.await(
          sender.send(new SpringOutsideWanted("a")).runIds().get(0), Duration.ofSeconds(60));
      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);

      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS))
          .as("ends when it is stopped")
          .isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
    } finally {
      process.destroyForcibly();
    }
  }

  private void await(String line) throws Exception {
    for (int i = 0; i < 1000 && !Files.readString(output()).contains(line); i++) {
      Thread.sleep(100);
    }
    assertThat(output()).content().contains(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--stepwell.worker.enabled=false", "--alive.functions=false"})
  void aProcessThatExecutesNoFunctionsEndsByItself(String argument) throws Exception {
    Process process = start(argument);
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();

      assertThat(process.exitValue()).isZero();
      assertThat(output()).content().contains("REPORT started");
    } finally {
      process.destroyForcibly();
    }
  }
}
