package dev.stepwell.spring.restart;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.spring.StarterDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A restart by DevTools, in a process of its own. */
@Timeout(240)
class DevToolsRestartTest {
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

  private Process start() throws IOException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            RestartedApplication.class.getName(),
            "--spring.datasource.url=" + StarterDatabase.url(),
            "--spring.main.web-application-type=none",
            "--spring.main.keep-alive=true",
            "--spring.flyway.enabled=false",
            "--spring.data.jpa.repositories.enabled=false",
            "--spring.devtools.livereload.enabled=false")
        .redirectErrorStream(true)
        .start();
    Thread reader = new Thread(() -> read(process), "restarted-output");
    reader.setDaemon(true);
    reader.start();
    return process;
  }

  private void read(Process process) {
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        if (line.startsWith("REPORT ")) {
          reports.add(line);
        }
      }
    } catch (IOException e) {
      // The process has ended, and its output is closed.
    }
  }

  private String report() throws InterruptedException {
    String report = reports.poll(100, TimeUnit.SECONDS);
    assertThat(report).as("%s", output).isNotNull();
    return requireNonNull(report);
  }

  private static int threads(String report) {
    String rest = "REPORT COMPLETED RestartClassLoader workers=1 threads=";
    assertThat(report).startsWith(rest);
    return Integer.parseInt(report.substring(rest.length()));
  }

  @Test
  void aRestartEndsTheOldStepwellAndStartsANewOne() throws Exception {
    Process process = start();
    try (Writer input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
      int first = threads(report());

      for (int restart = 0; restart < 2; restart++) {
        input.write("restart\n");
        input.flush();

        // Threads that answer come and go; those of a whole Stepwell would be as many again.
        assertThat(threads(report())).isLessThan(first * 3 / 2);
      }
      assertThat(output).noneMatch(line -> line.contains(" ERROR ") || line.contains("Exception"));
    } finally {
      process.destroyForcibly();
    }
  }
}
