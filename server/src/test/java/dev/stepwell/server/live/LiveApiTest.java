package dev.stepwell.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.StepwellServer;
import dev.stepwell.server.TestClient;
import dev.stepwell.server.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Open responses that stream changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveApiTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @AutoClose
  private final TestServer server = new TestServer();

  private final Stepwell stepwell = server.stepwell();
  private final TestClient client = server.client();

  /** An event of the stream. */
  private record Told(String id, String event, JsonNode data) {
    boolean says(String text) {
      return data.toString().contains(text);
    }
  }

  /** A reader of a stream that can disconnect at any time. */
  private static final class Reader implements AutoCloseable {
    private final HttpURLConnection connection;
    private final BufferedReader lines;

    Reader(TestClient client, String path, @Nullable String lastId) throws IOException {
      connection = (HttpURLConnection) client.uri(path).toURL().openConnection();
      connection.setReadTimeout(60_000);
      if (lastId != null) {
        connection.setRequestProperty("Last-Event-ID", lastId);
      }
      lines = new BufferedReader(
          new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    Told next() throws IOException {
      String id = "";
      String event = "";
      String data = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && data != null) {
          return new Told(id, event, MAPPER.readTree(data));
        }
      }
      throw new IOException("the stream has ended");
    }

    /** Reads until an event matches, and returns everything read. */
    List<Told> until(Predicate<Told> wanted) throws IOException {
      List<Told> all = new ArrayList<>();
      do {
        all.add(next());
      } while (!wanted.test(all.get(all.size() - 1)));
      return all;
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }

  @Test
  void aListTellsWhatIsNewAndWhatChanges() throws Exception {
    try (Reader reader = new Reader(client, "/api/live/runs?function=greet", null)) {
      Told first = reader.next();
      assertThat(first.event()).isEqualTo("snapshot");
      assertThat(first.data().isArray()).isTrue();

      UUID run = server.greet("Ada", 0);

      List<Told> told = reader.until(each -> each.says(run.toString()) && each.says("completed"));
      assertThat(told).allMatch(each -> each.event().equals("changed"));
    }
  }

  @Test
  void whatLeavesTheListIsGone() throws Exception {
    UUID run = server.greet("Bob", 3_600);
    try (Reader reader = new Reader(client, "/api/live/runs?function=greet&status=waiting", null)) {
      reader.until(each -> each.says(run.toString()));

      stepwell.cancel(run);

      assertThat(reader.until(each -> each.event().equals("gone")))
          .last()
          .matches(gone -> gone.data().asText().equals(run.toString()));
    }
  }

  @Test
  void whoeverComesBackIsToldWhatItMissed() throws Exception {
    String path = "/api/live/runs?function=greet&limit=7";
    try (Reader stays = new Reader(client, path, null)) {
      stays.next();
      String last;
      try (Reader leaves = new Reader(client, path, null)) {
        last = leaves.next().id();
      }
      UUID missed = server.greet("Cleo", 0);
      stays.until(each -> each.says(missed.toString()) && each.says("completed"));

      try (Reader back = new Reader(client, path, last)) {
        assertThat(back.next())
            .matches(told -> told.event().equals("changed") && told.says(missed.toString()));
      }
      try (Reader stranger = new Reader(client, path, "another:7")) {
        assertThat(stranger.next().event()).isEqualTo("snapshot");
      }
    }
  }

  @Test
  void aRunIsFollowedStepByStep() throws Exception {
    UUID run = server.greet("Dora", 3_600);
    try (Reader reader = new Reader(client, "/api/live/runs/" + run, null)) {
      reader.until(each -> each.says("\"sleeping\""));

      stepwell.cancel(run);

      Told told = reader.until(each -> each.says("\"cancelled\"")).get(0);
      assertThat(told.data().path("steps").findValuesAsText("id")).containsExactly("think", "wait");
    }
    client.assertProblem(client.get("/api/live/runs/" + UUID.randomUUID()), 404, "there is no run");
  }

  @Test
  void eventsStreamIn() throws Exception {
    try (Reader reader = new Reader(client, "/api/live/events?name=tests/seen", null)) {
      assertThat(reader.next().data()).isEmpty();

      stepwell.sendJson("tests/seen", "{\"password\":\"sesame\",\"at\":7}", "seen-1");

      Told told = reader.next();
      assertThat(told.data().path("id").asText()).isEqualTo("seen-1");
      assertThat(told.data().path("data").path("at").asInt()).isEqualTo(7);
      assertThat(told.says("sesame")).isFalse();
    }
  }

  /** On a separate server, because disconnected readers count until they are detected. */
  @Test
  void oneViewerHasALimitOfReaders() throws Exception {
    String path = "/api/live/events?name=tests/many";
    try (StepwellServer crowded = StepwellServer.start(stepwell, 0)) {
      TestClient other = new TestClient(crowded.port());
      List<Reader> readers = new ArrayList<>();
      for (int i = 0; i < Live.MAX_PER_VIEWER; i++) {
        Reader reader = new Reader(other, path, null);
        readers.add(reader);
        reader.next();
      }
      other.assertProblem(other.get(path), 503, "live views open");

      assertThat(other.get(path).headers().firstValue("Retry-After")).contains("5");
      readers.forEach(Reader::close);

      await().atMost(Duration.ofMinutes(2)).until(() -> canRead(other, path));
    }
  }

  private static boolean canRead(TestClient client, String path) {
    try (Reader reader = new Reader(client, path, null)) {
      return reader.next().event().equals("snapshot");
    } catch (IOException e) {
      return false;
    }
  }

  private static String watch(String... views) {
    return Stream.of(views)
        .map(view -> "watch=" + URLEncoder.encode(view, StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "/api/live?", ""));
  }

  @Test
  void oneStreamFollowsSeveralViews() throws Exception {
    UUID run = server.greet("Eve", 3_600);
    String path = watch("events?name=tests/several", "runs/" + run, "runs?status=dead", "nothing");
    try (Reader reader = new Reader(client, path, null)) {
      Set<String> missing =
          new HashSet<>(Set.of("0-snapshot", "1-snapshot", "2-trouble", "3-trouble", "beat"));
      reader.until(each -> missing.remove(each.event()) && missing.isEmpty());

      stepwell.sendJson("tests/several", "{}", "several-1");
      stepwell.cancel(run);
      reader.until(each -> each.event().equals("0-changed") && each.says("several-1"));
      reader.until(each -> each.event().equals("1-changed") && each.says("\"cancelled\""));
    }
    client.assertProblem(client.get("/api/live"), 400, "watch");
    client.assertProblem(client.get(watch("runs") + "&limit=3"), 400, "watch");
  }

  @Test
  void aQuestionThatIsNoneIsRefused() throws Exception {
    client.assertProblem(client.get("/api/live/runs?status=dead"), 400, "cancelled");
  }
}
