package dev.stepwell.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.StepwellServer;
import dev.stepwell.server.TestClient;
import dev.stepwell.server.TestDatabases;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A stream reports that a view cannot be read, and when that is over, although nothing has changed. */
class LiveTroubleTest {
  private static void execute(DataSource database, String sql) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The data of the next event of this name. */
  private static String next(BufferedReader lines, String event) throws Exception {
    String line = lines.readLine();
    while (!line.equals("event: " + event)) {
      line = lines.readLine();
    }
    return lines.readLine();
  }

  @Test
  void troubleIsTakenBackWhenItIsOver() throws Exception {
    DataSource database = TestDatabases.fresh();
    try (Stepwell stepwell = Stepwell.on(database).start();
        StepwellServer server = StepwellServer.start(stepwell, 0)) {
      HttpURLConnection stream = (HttpURLConnection)
          new TestClient(server.port()).uri("/api/live?watch=events").toURL().openConnection();
      stream.setReadTimeout(60_000);
      try (BufferedReader lines = new BufferedReader(
          new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
        next(lines, "0-snapshot");
        execute(database, "alter table stepwell.event rename to away");
        assertThat(next(lines, "0-trouble")).startsWith("data: \"the database");

        execute(database, "alter table stepwell.away rename to event");

        assertThat(next(lines, "0-trouble")).isEqualTo("data: null");
      } finally {
        stream.disconnect();
      }
    }
  }
}
