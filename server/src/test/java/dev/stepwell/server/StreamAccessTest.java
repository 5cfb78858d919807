package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The access rules of live views, their maximum number, and their duration. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamAccessTest {
  private static final String LOGIN = "{\"user\":\"ops\",\"password\":\"correct horse\"}";
  private static final String PATH = "/api/live/runs";
  private static final int MAX_PER_VIEWER = 32;

  private final ServerClock clock = new ServerClock();
  private final ServerSettings open = ServerSettings.defaults().port(0).clock(clock);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Stepwell stepwell;

  @BeforeAll
  void start() {
    stepwell = Stepwell.on(TestDatabases.fresh()).start();
  }

  @AfterAll
  void stop() {
    stepwell.close();
  }

  @AfterEach
  void close() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    opened.clear();
  }

  private TestClient serve(ServerSettings settings) {
    StepwellServer server = StepwellServer.start(stepwell, settings);
    opened.add(server);
    return new TestClient(server.port());
  }

  private TestClient serveLocked() {
    return serve(open.login("ops", "correct horse"));
  }

  private static String login(TestClient client) throws Exception {
    HttpResponse<String> response = client.post("/api/login", LOGIN);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  /** An open live view that has sent its first list. */
  private final class Stream implements AutoCloseable {
    private final HttpURLConnection connection;
    private final BufferedReader lines;

    Stream(TestClient client, String cookie) throws IOException {
      connection = (HttpURLConnection) client.uri(PATH).toURL().openConnection();
      connection.setReadTimeout(TestClient.PATIENCE_MILLIS);
      connection.setRequestProperty("Cookie", cookie);
      lines = new BufferedReader(
          new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
      opened.add(this);
      assertThat(continues()).isTrue();
    }

    /** Whether more data comes before the end: a heartbeat comes every second. */
    boolean continues() throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          return true;
        }
      }
      return false;
    }

    /** Returns when the server has ended the stream; otherwise the test times out. */
    void awaitEnd() throws IOException {
      while (continues()) {
        // keeps reading
      }
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }

  @Test
  void aStreamEndsWhenItsSessionIsLoggedOut() throws Exception {
    TestClient client = serveLocked();
    String cookie = login(client);
    Stream stream = new Stream(client, cookie);
    Stream ofAnother = new Stream(client, login(client));

    assertThat(client.post("/api/logout", "{}", "Cookie", cookie).statusCode()).isEqualTo(204);

    stream.awaitEnd();
    assertThat(ofAnother.continues()).isTrue();
    client.assertProblem(client.get(PATH, "Cookie", cookie), 401, "log in");
  }

  @Test
  void aStreamEndsWhenItsSessionExpires() throws Exception {
    TestClient client = serveLocked();
    Stream stream = new Stream(client, login(client));

    clock.advance(Duration.ofHours(12));

    stream.awaitEnd();
  }

  @Test
  void aStreamEndsWhenTheApplicationNoLongerAllowsIt() throws Exception {
    AtomicBoolean allows = new AtomicBoolean(true);
    TestClient client = serve(open.access(request -> allows.get()));
    Stream stream = new Stream(client, "none=none");

    allows.set(false);

    stream.awaitEnd();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/live/runs",
        "/api/live/events",
        "/api/live/runs/x",
        "/api/live?watch=runs",
        "/api/live/?watch=runs"
      })
  void aPageOfAnotherSiteOpensNoStream(String path) throws Exception {
    TestClient locked = serveLocked();
    TestClient anyone = serve(open);
    String cookie = login(locked);

    for (String site : new String[] {"cross-site", "same-site"}) {
      locked.assertProblem(
          locked.get(path, "Cookie", cookie, "Sec-Fetch-Site", site), 403, "another origin");
    }
    anyone.assertProblem(anyone.get(path, "Sec-Fetch-Site", "cross-site"), 403, "another origin");
    anyone.assertProblem(anyone.get(path, "Origin", "http://evil.example"), 403, "another origin");
    assertThat(locked
            .get("/api/runs", "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
            .statusCode())
        .as("the browser protects other reads, which end at once")
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "runs%3Fstatus=nonsense", "events%3Flimit=0"})
  void anInvalidQuestionIsNotCalledTroubleOfTheDatabase(String watch) throws Exception {
    TestClient client = serve(open);
    HttpURLConnection connection =
        (HttpURLConnection) client.uri("/api/live?watch=" + watch).toURL().openConnection();
    connection.setReadTimeout(TestClient.PATIENCE_MILLIS);
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      String trouble =
          lines.lines().filter(line -> line.startsWith("data: \"")).findFirst().orElseThrow();

      assertThat(trouble)
          .containsPattern("watch must be|status nonsense|limit must be")
          .doesNotContain("database");
    } finally {
      connection.disconnect();
    }
  }

  @Test
  void oneViewersLimitIsNotThatOfOthers() throws Exception {
    TestClient client = serveLocked();
    String greedy = login(client);
    String other = login(client);
    for (int i = 0; i < MAX_PER_VIEWER; i++) {
      Stream unused = new Stream(client, greedy);
    }

    client.assertProblem(client.get(PATH, "Cookie", greedy), 503, "you have 32 live views open");

    assertThat(new Stream(client, other).continues()).isTrue();
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
  }
}
