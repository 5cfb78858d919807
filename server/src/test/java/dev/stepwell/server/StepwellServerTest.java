package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The API over real HTTP, on a real Postgres. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepwellServerTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private EmbeddedPostgres postgres;
  private Stepwell stepwell;
  private StepwellServer server;

  @BeforeAll
  void start() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    stepwell = Stepwell.on(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "")
        .register(new DurableGreetings())
        .start();
    server = StepwellServer.start(stepwell, 0);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
    stepwell.close();
    postgres.close();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body)));
  }

  private JsonNode get(String path) throws Exception {
    return mapper.readTree(send(HttpRequest.newBuilder(uri(path))).body());
  }

  private void assertProblem(HttpResponse<String> response, int status, String... said)
      throws Exception {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = mapper.readTree(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).contains(said);
  }

  @Test
  void anEventIsAcceptedAndItsRunCanBeFollowed() throws Exception {
    HttpResponse<String> response = post(
        "/api/events",
        "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":\"Ada\",\"seconds\":0}}");

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode accepted = mapper.readTree(response.body());
    assertThat(accepted.path("duplicate").asBoolean()).isFalse();
    UUID run = UUID.fromString(accepted.path("runs").path(0).asText());
    assertThat(stepwell.await(run, Duration.ofSeconds(60)).status()).isEqualTo(RunStatus.COMPLETED);
    JsonNode shown = get("/api/runs/" + run);
    assertThat(shown.path("run").path("status").asText()).isEqualTo("completed");
    assertThat(shown.path("steps").findValuesAsText("id")).containsExactly("think", "wait");
    JsonNode event = get("/api/events/" + accepted.path("id").asText());
    assertThat(event.path("runs").path(0).path("id").asText()).isEqualTo(run.toString());
    assertThat(event.toString()).as("payloads may hold secrets").doesNotContain("Ada");
    assertThat(get("/api/runs?function=greet").findValuesAsText("id")).contains(run.toString());
  }

  @Test
  void aRepeatedIdIsTheSameEvent() throws Exception {
    String event =
        "{\"name\":\"tests/greeting.wanted\",\"id\":\"once\",\"data\":{\"name\":\"Eve\",\"seconds\":0}}";
    JsonNode first = mapper.readTree(post("/api/events", event).body());
    JsonNode again = mapper.readTree(post("/api/events", event).body());

    assertThat(again.path("duplicate").asBoolean()).isTrue();
    assertThat(again.path("runs")).isEqualTo(first.path("runs"));
  }

  @Test
  void aListIsAcceptedWholeOrNotAtAll() throws Exception {
    String good =
        "{\"name\":\"tests/greeting.wanted\",\"id\":\"of-list\",\"data\":{\"name\":\"Bo\",\"seconds\":0}}";

    assertProblem(
        post("/api/events", "[" + good + ",{\"name\":\"tests/greeting.wanted\",\"data\":{}}]"),
        400,
        "name is missing");
    assertThat(send(HttpRequest.newBuilder(uri("/api/events/of-list"))).statusCode())
        .isEqualTo(404);
    HttpResponse<String> accepted = post("/api/events", "[" + good + "]");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(mapper.readTree(accepted.body()).isArray()).isTrue();
  }

  @Test
  void aNameThatNothingListensToIsAcceptedWithANotice() throws Exception {
    JsonNode accepted = mapper.readTree(
        post("/api/events", "{\"name\":\"tests/greting.wanted\",\"data\":{}}").body());

    assertThat(accepted.path("runs")).isEmpty();
    assertThat(accepted.path("notice").asText())
        .contains("no function listens to tests/greting.wanted", "tests/greeting.wanted");
  }

  @Test
  void badRequestsAreToldWhatIsWrong() throws Exception {
    String wanted = "{\"name\":\"tests/greeting.wanted\",\"data\":";
    assertProblem(
        post("/api/events", wanted + "{\"name\":7,\"seconds\":\"x\",\"colour\":1}}"),
        400,
        "field name must be a string, and is the number 7",
        "field seconds must be an integer, and is a string",
        "field colour is unknown; the fields are name, seconds");
    assertProblem(post("/api/events", wanted + "[]}"), 400, "must be an object");
    assertProblem(post("/api/events", "{\"data\":{}}"), 400, "field name must be a string");
    assertProblem(
        post("/api/events", "{\"name\":\"x\",\"payload\":{}}"), 400, "field payload is unknown");
    assertProblem(post("/api/events", "{\"name\":\"x\""), 400, "not JSON");
    assertProblem(post("/api/events", ""), 400, "an event is an object");
    assertProblem(post("/api/events", "7"), 400, "an event is an object");
    assertProblem(post("/api/runs/7/cancel", "{}"), 404, "a run's id is a UUID");
    assertProblem(post("/api/runs/" + UUID.randomUUID() + "/cancel", "{}"), 404, "there is no run");
    assertProblem(
        send(HttpRequest.newBuilder(uri("/api/nothing"))), 404, "there is nothing at /api/nothing");
  }

  @Test
  void fiveMegabytesAreAccepted() throws Exception {
    String event = "{\"name\":\"tests/large\",\"data\":{\"text\":\"" + "x".repeat(5 << 20) + "\"}}";
    assertThat(post("/api/events", event).statusCode()).isEqualTo(202);
  }

  /** The answer comes before the body is read, so only the head of the request is sent. */
  @Test
  void thirtyMegabytesAreRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head =
          "POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Connection: close\r\nContent-Length: " + (30 << 20) + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer = new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .lines()
          .collect(Collectors.joining("\n"));
      assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json", "20 MiB");
    }
  }

  @Test
  void aRunCanBeCancelledOnce() throws Exception {
    JsonNode accepted = mapper.readTree(post(
            "/api/events",
            "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":\"Zoe\",\"seconds\":3600}}")
        .body());
    String cancel = "/api/runs/" + accepted.path("runs").path(0).asText() + "/cancel";

    JsonNode cancelled = mapper.readTree(post(cancel, "{}").body());

    assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
    assertThat(cancelled.path("cancelledBy").asText()).isEqualTo("call");
    assertProblem(post(cancel, "{}"), 409, "has ended");
  }

  @Test
  void pagesOfOtherOriginsAreKeptOut() throws Exception {
    String event = "{\"name\":\"x\",\"data\":{}}";
    assertProblem(
        send(HttpRequest.newBuilder(uri("/api/events"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(event))),
        415,
        "application/json");
    assertProblem(
        send(HttpRequest.newBuilder(uri("/api/events"))
            .header("Content-Type", "application/json")
            .header("Origin", "https://evil.example")
            .POST(BodyPublishers.ofString(event))),
        403,
        "another origin");
    assertThat(send(HttpRequest.newBuilder(uri("/api/events"))
                .header("Content-Type", "application/json")
                .header("Origin", "http://localhost:" + server.port())
                .POST(BodyPublishers.ofString(event)))
            .statusCode())
        .isEqualTo(202);
  }
}
