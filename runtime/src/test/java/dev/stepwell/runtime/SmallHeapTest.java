package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process with a small heap, whose database is down while it sends more than fits into that heap. */
class SmallHeapTest {
  @TempDir
  Path folder;

  @Test
  @Timeout(180)
  void sendingWhileTheDatabaseIsDownTakesNoMoreMemoryThanTheLimit() throws Exception {
    Path errors = folder.resolve("errors.log");
    try (HikariDataSource database = TestPostgres.freshDatabase();
        Outage outage = new Outage(TestPostgres.port())) {
      Process sender = new ProcessBuilder(
              ProcessHandle.current().info().command().orElseThrow(),
              "-Xmx200m",
              "-XX:+ExitOnOutOfMemoryError",
              "-cp",
              System.getProperty("java.class.path"),
              SmallHeapSender.class.getName(),
              "jdbc:postgresql://127.0.0.1:" + outage.port() + "/" + database.getPoolName())
          .redirectError(errors.toFile())
          .start();
      try (BufferedReader said = new BufferedReader(
              new InputStreamReader(sender.getInputStream(), StandardCharsets.UTF_8));
          OutputStream go = sender.getOutputStream()) {
        awaitWord(said, "ready", errors);
        outage.begin();
        go.write('\n');
        go.flush();
        awaitWord(said, "sent", errors);
        outage.end();
        go.write('\n');
        go.flush();
        awaitWord(said, "done", errors);
        assertThat(sender.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sender.exitValue()).isZero();
      } finally {
        sender.destroyForcibly();
      }
      assertThat(TestPostgres.count(database, "stepwell.event where id = 'last'"))
          .isEqualTo(1);
    }
  }

  private static void awaitWord(BufferedReader said, String word, Path errors) throws Exception {
    String line;
    do {
      line = said.readLine();
      assertThat(line).as(Files.readString(errors)).isNotNull();
    } while (!line.equals(word));
  }
}
