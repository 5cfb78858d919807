package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.Stepwell;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A logout holds on every server of a database. */
@Timeout(120)
class LogoutOnAllServersTest {
  private static final String LOGIN = "{\"user\":\"ops\",\"password\":\"correct horse\"}";

  private final ServerClock clock = new ServerClock();
  private final DataSource dataSource = TestDatabases.fresh();
  private Stepwell one;
  private Stepwell other;
  private StepwellServer oneServer;
  private StepwellServer otherServer;
  private TestClient here;
  private TestClient there;

  @BeforeEach
  void start() {
    one = Stepwell.on(dataSource).start();
    other = Stepwell.on(dataSource).start();
    ServerSettings settings =
        ServerSettings.defaults().port(0).clock(clock).login("ops", "correct horse");
    oneServer = StepwellServer.start(one, settings);
    otherServer = StepwellServer.start(other, settings);
    here = new TestClient(oneServer.port());
    there = new TestClient(otherServer.port());
  }

  @AfterEach
  void stop() {
    oneServer.close();
    otherServer.close();
    one.close();
    other.close();
  }

  private static String login(TestClient client) throws Exception {
    HttpResponse<String> response = client.post("/api/login", LOGIN);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private static int status(TestClient client, String cookie) throws Exception {
    return client.get("/api/runs", "Cookie", cookie).statusCode();
  }

  private static void logout(TestClient client, String cookie) throws Exception {
    assertThat(client.post("/api/logout", "{}", "Cookie", cookie).statusCode()).isEqualTo(204);
  }

  private long stored() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from stepwell.logout")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void aSessionThatTheOtherServerKnewIsRefusedThere() throws Exception {
    String cookie = login(here);
    String ofAnother = login(there);
    assertThat(status(there, cookie)).isEqualTo(200);

    logout(here, cookie);

    assertThat(status(here, cookie)).isEqualTo(401);
    await().atMost(Duration.ofSeconds(60)).until(() -> status(there, cookie) == 401);
    assertThat(status(here, ofAnother)).isEqualTo(200);
    assertThat(status(there, ofAnother)).isEqualTo(200);
  }

  @Test
  void aSessionThatTheOtherServerHasNotSeenIsRefusedAtOnce() throws Exception {
    String cookie = login(here);

    logout(here, cookie);

    assertThat(status(there, cookie)).isEqualTo(401);
    assertThat(there
            .json(there.get("/api/session", "Cookie", cookie))
            .path("loginNeeded")
            .asBoolean())
        .isTrue();
  }

  @Test
  void aServerThatStartsLaterRefusesItToo() throws Exception {
    String cookie = login(here);
    logout(here, cookie);
    otherServer.close();

    otherServer = StepwellServer.start(
        other, ServerSettings.defaults().port(0).clock(clock).login("ops", "correct horse"));

    assertThat(status(new TestClient(otherServer.port()), cookie)).isEqualTo(401);
  }

  @Test
  void theLiveViewsOfTheOtherServerEnd() throws Exception {
    String cookie = login(here);
    HttpURLConnection connection =
        (HttpURLConnection) there.uri("/api/live/runs").toURL().openConnection();
    connection.setReadTimeout(TestClient.PATIENCE_MILLIS);
    connection.setRequestProperty("Cookie", cookie);
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isNotNull();

      logout(here, cookie);

      while (lines.readLine() != null) {
        // Reads until the server ends the view; one that does not end fails by the timeout.
      }
    } finally {
      connection.disconnect();
    }
  }

  @Test
  void logoutsAreDeletedOnceTheirSessionsHaveEnded() throws Exception {
    for (int i = 0; i < 3; i++) {
      String cookie = login(here);
      logout(i == 0 ? there : here, cookie);
      logout(there, cookie);
    }
    assertThat(stored()).isEqualTo(3);
    here.post("/api/logout", "{}");
    here.post("/api/logout", "{}", "Cookie", "stepwell-session=forged.token");
    assertThat(stored()).isEqualTo(3);

    clock.advance(Duration.ofHours(12));
    logout(there, login(there));

    assertThat(stored()).isEqualTo(1);
  }
}
