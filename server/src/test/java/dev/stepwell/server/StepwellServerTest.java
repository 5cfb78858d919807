package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The API over real HTTP, on a real Postgres. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepwellServerTest {
  private EmbeddedPostgres postgres;
  private Stepwell stepwell;
  private StepwellServer server;
  private TestClient client;

  @BeforeAll
  void start() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    stepwell = Stepwell.on(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "")
        .register(new DurableGreetings())
        .start();
    server = StepwellServer.start(stepwell, 0);
    client = new TestClient(server.port());
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
    stepwell.close();
    postgres.close();
  }

  private JsonNode get(String path) throws Exception {
    return client.json(client.get(path));
  }

  private JsonNode post(String path, String body) throws Exception {
    return client.json(client.post(path, body));
  }

  @Test
  void anEventIsAcceptedAndItsRunCanBeFollowed() throws Exception {
    HttpResponse<String> response = client.post(
        "/api/events",
        "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":\"Ada\",\"seconds\":0}}");

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode accepted = client.json(response);
    assertThat(accepted.path("duplicate").asBoolean()).isFalse();
    UUID run = UUID.fromString(accepted.path("runs").path(0).asText());
    assertThat(stepwell.await(run, Duration.ofSeconds(60)).status()).isEqualTo(RunStatus.COMPLETED);
    JsonNode shown = get("/api/runs/" + run);
    assertThat(shown.path("run").path("status").asText()).isEqualTo("completed");
    assertThat(shown.path("steps").findValuesAsText("id")).containsExactly("think", "wait");
    JsonNode event = get("/api/events/" + accepted.path("id").asText());
    assertThat(event.path("runs").path(0).path("id").asText()).isEqualTo(run.toString());
    assertThat(event.path("data").path("name").asText()).isEqualTo("Ada");
    assertThat(get("/api/runs?function=greet").findValuesAsText("id")).contains(run.toString());
  }

  private UUID fetch(String url) throws Exception {
    JsonNode accepted = post(
        "/api/events",
        "{\"name\":\"tests/fetch.wanted\",\"data\":{\"url\":\"" + url
            + "\",\"githubToken\":\"ghp_sesame\"}}");
    UUID run = UUID.fromString(accepted.path("runs").path(0).asText());
    stepwell.await(run, Duration.ofSeconds(60));
    return run;
  }

  private static Instant instant(JsonNode of, String field) {
    return Instant.parse(of.path(field).asText());
  }

  @Test
  void aRunIsShownWithAllThatIsKnownOfItButSecrets() throws Exception {
    UUID run = fetch("https://example.org/<script>");

    JsonNode shown = get("/api/runs/" + run);

    assertThat(shown.path("event").path("name").asText()).isEqualTo("tests/fetch.wanted");
    assertThat(shown.path("event").path("data").path("url").asText())
        .isEqualTo("https://example.org/<script>");
    assertThat(shown.path("event").path("data").path("githubToken").asText()).isEqualTo("•••");
    assertThat(shown.path("output").path("url").asText()).isEqualTo("https://example.org/<script>");
    assertThat(shown.toString()).doesNotContain("sesame");
    JsonNode step = shown.path("steps").path(0);
    assertThat(step.path("id").asText()).isEqualTo("get");
    assertThat(step.path("kind").asText()).isEqualTo("step");
    assertThat(step.path("attempts").asInt()).isEqualTo(2);
    assertThat(step.path("result").path("sessionToken").asText()).isEqualTo("•••");
    JsonNode attempt = step.path("failedAttempts").path(0);
    assertThat(attempt.path("attempt").asInt()).isEqualTo(1);
    assertThat(instant(step, "startedAt")).isEqualTo(instant(attempt, "startedAt"));
    assertThat(instant(step, "lastAttemptAt"))
        .isBetween(instant(attempt, "nextDueAt"), instant(step, "endedAt"));
    assertThat(attempt.path("error").path("message").asText()).isEqualTo("the line is busy");
    assertThat(attempt.path("error").path("stackTrace").asText()).contains("Greetings");
    assertThat(shown.path("reasons").path(0).path("type").asText()).isEqualTo("ended");
  }

  @Test
  void aRunThatDoesNotMoveSaysWhy() throws Exception {
    JsonNode accepted = post(
        "/api/events",
        "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":\"Zoe\",\"seconds\":600}}");
    String run = "/api/runs/" + accepted.path("runs").path(0).asText();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(run).path("run").path("status").asText().equals("waiting"));
    JsonNode why = get(run).path("reasons").path(0);
    assertThat(why.path("type").asText()).isEqualTo("sleeping");
    assertThat(why.path("step").asText()).isEqualTo("wait");
    assertThat(why.path("until").asText()).isNotEmpty();
  }

  @Test
  void runsAreListedByPagesAndByWhatTheyAre() throws Exception {
    UUID failed = fetch("");
    UUID completed = fetch("https://example.org/listed");

    JsonNode first = get("/api/runs?function=fetch&limit=1");
    JsonNode second =
        get("/api/runs?function=fetch&limit=1&before=" + first.path("next").asText());

    assertThat(first.path("runs").findValuesAsText("id")).containsExactly(completed.toString());
    assertThat(second.path("runs").findValuesAsText("id")).containsExactly(failed.toString());
    assertThat(get("/api/runs?status=failed&function=fetch").findValuesAsText("id"))
        .contains(failed.toString())
        .doesNotContain(completed.toString());
    assertThat(get("/api/runs?text=THERE+IS+NO+ADDRESS").findValuesAsText("id"))
        .contains(failed.toString());
    assertThat(get("/api/runs?status=failed,completed&text=" + completed).findValuesAsText("id"))
        .containsExactly(completed.toString());
  }

  @Test
  void aQuestionThatIsNoneIsToldWhatToAsk() throws Exception {
    client.assertProblem(client.get("/api/runs?state=failed"), 400, "[state] are unknown");
    client.assertProblem(client.get("/api/runs?status=dead"), 400, "cancelled");
    client.assertProblem(client.get("/api/runs?limit=0"), 400, "from 1 to");
    client.assertProblem(client.get("/api/runs?limit=x"), 400, "a number");
    client.assertProblem(client.get("/api/runs?before=7"), 400, "next in the previous page");
  }

  @Test
  void aRunThatHasEndedIsRepeatedWholeOrFromAStep() throws Exception {
    UUID run = fetch("https://example.org/again");
    String rerun = "/api/runs/" + run + "/rerun";

    HttpResponse<String> whole = client.post(rerun, "");
    HttpResponse<String> fromStep = client.post(rerun, "{\"fromStep\":\"get\"}");

    for (HttpResponse<String> response : List.of(whole, fromStep)) {
      assertThat(response.statusCode()).isEqualTo(202);
      JsonNode again = client.json(response);
      assertThat(again.path("rerunOf").asText()).isEqualTo(run.toString());
      UUID id = UUID.fromString(again.path("id").asText());
      assertThat(stepwell.await(id, Duration.ofSeconds(60)).status())
          .isEqualTo(RunStatus.COMPLETED);
    }
    client.assertProblem(client.post(rerun, "{\"fromStep\":\"put\"}"), 404, "its steps are [get]");
    client.assertProblem(client.post(rerun, "{\"step\":\"get\"}"), 400, "fromStep");
    client.assertProblem(client.post(rerun, "{"), 400, "not JSON");
    client.assertProblem(
        client.post("/api/runs/" + UUID.randomUUID() + "/rerun", ""), 404, "there is no run");
  }

  @Test
  void whatIsDescribedIsThere() throws Exception {
    JsonNode described = get("/api/openapi.json");

    assertThat(described.path("openapi").asText()).startsWith("3.1");
    for (Map.Entry<String, JsonNode> path : described.path("paths").properties()) {
      if (path.getKey().startsWith("/api/live/")) {
        continue; // these answer until the client disconnects, and have their own test
      }
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        HttpResponse<String> response = client.send(
            method.getKey().toUpperCase(Locale.ROOT),
            path.getKey().replaceAll("\\{\\w+}", "none"),
            "",
            "Content-Type",
            "application/json");
        assertThat(response.body())
            .as("%s %s", method.getKey(), path.getKey())
            .doesNotContain("there is nothing at");
      }
    }
  }

  @Test
  void whatIsAnsweredIsDescribed() throws Exception {
    UUID run = fetch("https://example.org/described");
    JsonNode schemas = get("/api/openapi.json").path("components").path("schemas");

    JsonNode shown = get("/api/runs/" + run);
    assertFields(shown, schemas.path("RunShown"));
    assertFields(shown.path("run"), schemas.path("Run"));
    assertFields(shown.path("reasons").path(0), schemas.path("Reason"));
    assertFields(shown.path("steps").path(0), schemas.path("Step"));
    assertFields(
        shown.path("steps").path(0).path("failedAttempts").path(0), schemas.path("Attempt"));
    assertFields(
        shown.path("steps").path(0).path("failedAttempts").path(0).path("error"),
        schemas.path("Error"));
    assertFields(shown.path("event"), schemas.path("Started"));
    assertFields(get("/api/runs/" + run + "/events"), schemas.path("Batch"));
    assertFields(get("/api/runs"), schemas.path("RunPage"));
    assertFields(get("/api/functions").path(0), schemas.path("Function"));
    assertFields(
        get("/api/events/" + shown.path("event").path("id").asText()), schemas.path("EventShown"));
    assertFields(get("/api/events"), schemas.path("EventPage"));
    assertFields(get("/api/events").path("events").path(0), schemas.path("EventShown"));
    assertFields(get("/api/event-names").path("names").path(0), schemas.path("EventName"));
    assertFields(get("/api/metrics"), schemas.path("Metrics"));
    assertFields(get("/api/failures"), schemas.path("Failures"));
    assertFields(get("/api/workers").path(0), schemas.path("Worker"));
    assertFields(
        post("/api/runs/cancel", "{\"all\":true,\"dryRun\":true}"), schemas.path("Changed"));
    ObjectNode problem = schemas.path("Problem").deepCopy();
    problem.withObject("properties").remove("left"); // only of changes that failed midway
    assertFields(get("/api/runs?limit=x"), problem);
  }

  private static void assertFields(JsonNode answer, JsonNode schema) {
    assertThat(answer.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(() -> schema.path("properties").fieldNames());
  }

  @Test
  void functionsAreListed() throws Exception {
    JsonNode functions = get("/api/functions");

    assertThat(functions).hasSize(2);
    assertThat(functions.path(0).path("id").asText()).isEqualTo("fetch");
    assertThat(functions.path(1).path("id").asText()).isEqualTo("greet");
    assertThat(functions.path(1).path("events").path(0).asText())
        .isEqualTo("tests/greeting.wanted");
    assertThat(functions.path(1).path("cancelOn").path(0).path("match").path(0).asText())
        .isEqualTo("name");
  }

  @Test
  void conditionsAreListedAsTheyAreWritten() throws Exception {
    JsonNode functions = get("/api/functions");
    JsonNode fetch = functions.path(0);
    JsonNode greet = functions.path(1);

    assertThat(fetch.path("condition").asText()).isEqualTo("event.data.url != 'never'");
    assertThat(fetch.path("cancelOn").path(0).path("condition").asText())
        .isEqualTo("event.data.url == async.data.url");
    assertThat(fetch.path("cancelOn").path(0).path("match")).isEmpty();
    assertThat(greet.path("condition").isNull()).isTrue();
    assertThat(greet.path("cancelOn").path(0).path("condition").isNull()).isTrue();
  }

  @Test
  void anEventOfWhichTheConditionDoesNotHoldStartsNothing() throws Exception {
    JsonNode accepted = post(
        "/api/events",
        "{\"name\":\"tests/fetch.wanted\",\"data\":{\"url\":\"never\",\"githubToken\":\"x\"}}");

    assertThat(accepted.path("runs").isArray()).isTrue();
    assertThat(accepted.path("runs")).isEmpty();
  }

  @Test
  void aRepeatedIdIsTheSameEvent() throws Exception {
    String event =
        "{\"name\":\"tests/greeting.wanted\",\"id\":\"once\",\"data\":{\"name\":\"Eve\",\"seconds\":0}}";
    JsonNode first = post("/api/events", event);
    JsonNode again = post("/api/events", event);

    assertThat(again.path("duplicate").asBoolean()).isTrue();
    assertThat(again.path("runs")).isEqualTo(first.path("runs"));
  }

  @Test
  void aListIsAcceptedWholeOrNotAtAll() throws Exception {
    String good =
        "{\"name\":\"tests/greeting.wanted\",\"id\":\"of-list\",\"data\":{\"name\":\"Bo\",\"seconds\":0}}";

    client.assertProblem(
        client.post(
            "/api/events", "[" + good + ",{\"name\":\"tests/greeting.wanted\",\"data\":{}}]"),
        400,
        "name is missing");
    assertThat(client.get("/api/events/of-list").statusCode()).isEqualTo(404);
    HttpResponse<String> accepted = client.post("/api/events", "[" + good + "]");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(client.json(accepted).isArray()).isTrue();
  }

  @Test
  void aNameThatNothingListensToIsAcceptedWithANotice() throws Exception {
    JsonNode accepted = post("/api/events", "{\"name\":\"tests/greting.wanted\",\"data\":{}}");

    assertThat(accepted.path("runs")).isEmpty();
    assertThat(accepted.path("notice").asText())
        .contains("no function listens to tests/greting.wanted", "tests/greeting.wanted");
  }

  @Test
  void badRequestsAreToldWhatIsWrong() throws Exception {
    String wanted = "{\"name\":\"tests/greeting.wanted\",\"data\":";
    client.assertProblem(
        client.post("/api/events", wanted + "{\"name\":7,\"seconds\":\"x\",\"colour\":1}}"),
        400,
        "field name must be a string, but is the number 7",
        "field seconds must be an integer, but is a string",
        "field colour is unknown; the fields are name, seconds");
    client.assertProblem(client.post("/api/events", wanted + "[]}"), 400, "must be an object");
    client.assertProblem(
        client.post("/api/events", "{\"data\":{}}"), 400, "field name must be a string");
    client.assertProblem(
        client.post("/api/events", "{\"name\":\"x\",\"payload\":{}}"),
        400,
        "field payload is unknown");
    client.assertProblem(client.post("/api/events", "{\"name\":\"x\""), 400, "not JSON");
    client.assertProblem(client.post("/api/events", ""), 400, "an event is an object");
    client.assertProblem(client.post("/api/events", "7"), 400, "an event is an object");
    client.assertProblem(client.post("/api/runs/7/cancel", "{}"), 404, "a run's id is a UUID");
    client.assertProblem(
        client.post("/api/runs/" + UUID.randomUUID() + "/cancel", "{}"), 404, "there is no run");
    client.assertProblem(client.get("/api/nothing"), 404, "there is nothing at /api/nothing");
  }

  @Test
  void fiveMegabytesAreAccepted() throws Exception {
    String event = "{\"name\":\"tests/large\",\"data\":{\"text\":\"" + "x".repeat(5 << 20) + "\"}}";
    assertThat(client.post("/api/events", event).statusCode()).isEqualTo(202);
  }

  /** The response comes before the body is read, so only the head of the request is sent. */
  @Test
  void thirtyMegabytesAreRefused() throws Exception {
    String answer = client.raw(
        "POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Connection: close\r\nContent-Length: " + (30 << 20) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json", "20 MiB");
  }

  @Test
  void aRunCanBeCancelledOnce() throws Exception {
    JsonNode accepted = post(
        "/api/events",
        "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":\"Zoe\",\"seconds\":3600}}");
    String cancel = "/api/runs/" + accepted.path("runs").path(0).asText() + "/cancel";

    JsonNode cancelled = post(cancel, "{}");

    assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
    assertThat(cancelled.path("cancelledBy").asText()).isEqualTo("call");
    client.assertProblem(client.post(cancel, "{}"), 409, "has ended");
  }

  @Test
  void pagesOfOtherOriginsAreKeptOut() throws Exception {
    String event = "{\"name\":\"x\",\"data\":{}}";
    client.assertProblem(
        client.send("POST", "/api/events", event, "Content-Type", "text/plain"),
        415,
        "application/json");
    client.assertProblem(
        client.post("/api/events", event, "Origin", "https://evil.example"), 403, "another origin");
    assertThat(client
            .post("/api/events", event, "Origin", "http://localhost:" + server.port())
            .statusCode())
        .isEqualTo(202);
  }
}
