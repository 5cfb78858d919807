package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.MaxWaiting;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.StepLimits;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.time.DatabaseClock;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators see limits and change them; strict requests, and a record of each change. */
class LimitsApiTest {
  private static final String LIMIT = "concurrency greet by event.data.name";

  private DataSource database;
  private Stepwell stepwell;
  private StepwellServer server;
  private TestClient client;

  /** No worker: the runs wait. */
  @BeforeEach
  void start() {
    database = TestDatabases.fresh();
    Stepwell started = Stepwell.on(database).publishFunctions().start();
    limit("greet", "event.data.name");
    serve(started);
  }

  private void serve(Stepwell started) {
    stepwell = started;
    server = StepwellServer.start(stepwell, ServerSettings.defaults().port(0));
    client = new TestClient(server.port());
  }

  private void limit(String id, String... key) {
    List<ConcurrencyDefinition> concurrency =
        List.of(ConcurrencyDefinition.of(2).withKey(key));
    publish(id, new FlowControl(concurrency, null, null, null, null, null, null, null, List.of()));
  }

  private void publish(String id, FlowControl flow) {
    DatabaseClock clock = new DatabaseClock();
    try (PostgresStore store = new PostgresStore(database, clock, new Json())) {
      clock.read(store.now());
      StoredFunction limited = store.functions().describe().stream()
          .filter(function -> function.id().equals(id))
          .findFirst()
          .orElseThrow();
      store.functions().publish(List.of(limited.controlled(Duration.ofHours(24), flow)));
    }
  }

  @AfterEach
  void stop() {
    server.close();
    stepwell.close();
  }

  private String override(Object amount, Object until) {
    return "{\"limit\": \"" + LIMIT + "\", \"amount\": " + amount + ", \"until\": " + until + "}";
  }

  private JsonNode limit() throws Exception {
    JsonNode limits = client.json(client.get("/api/limits"));
    assertThat(limits).hasSize(1);
    return limits.get(0);
  }

  @Test
  void aLimitIsOverriddenUntilATime() throws Exception {
    String until = Instant.now().plusSeconds(3600).toString();
    JsonNode changed =
        client.json(client.post("/api/limits/override", override(7, '"' + until + '"')));

    assertThat(changed.path("amount").asInt()).isEqualTo(7);
    assertThat(changed.path("declared").asInt()).isEqualTo(2);
    assertThat(limit().path("override").path("amount").asInt()).isEqualTo(7);
    assertThat(Instant.parse(limit().path("override").path("until").asText()))
        .isBetween(Instant.parse(until).minusMillis(1), Instant.parse(until));
    JsonNode removed =
        client.json(client.post("/api/limits/remove-override", "{\"limit\": \"" + LIMIT + "\"}"));
    assertThat(removed.path("override").isNull()).isTrue();
    assertThat(removed.path("amount").asInt()).isEqualTo(2);

    JsonNode changes = client.json(client.get("/api/limits/changes?limit=1"));
    assertThat(changes.path("changes").get(0).path("action").asText()).isEqualTo("remove_override");
    JsonNode older = client.json(
        client.get("/api/limits/changes?before=" + changes.path("next").asLong()));
    assertThat(older.path("changes")).hasSize(1);
    assertThat(older.path("changes").get(0).path("after").asText()).startsWith("7 until ");
    assertThat(older.path("next").isNull()).isTrue();
  }

  @Test
  void aLimitIsOverriddenForMinutesOfTheServersClock() throws Exception {
    Instant before = Instant.now();
    String body = "{\"limit\": \"" + LIMIT + "\", \"amount\": 5, \"minutes\": 10}";
    JsonNode changed = client.json(client.post("/api/limits/override", body));

    assertThat(Instant.parse(changed.path("override").path("until").asText()))
        .isBetween(before.plusSeconds(590), Instant.now().plusSeconds(610));
    client.json(client.post("/api/limits/remove-override", "{\"limit\": \"" + LIMIT + "\"}"));
    for (String minutes : List.of("0", "-1", "\"10\"", "1.5", "99999999")) {
      client.assertProblem(
          client.post("/api/limits/override", body.replace("10}", minutes + "}")), 400, "minutes");
    }
    client.assertProblem(
        client.post(
            "/api/limits/override", body.replace("10}", "10, \"until\": \"" + before + "\"}")),
        400,
        "either until or minutes");
  }

  @Test
  void requestsThatAreNotExactAreRejected() throws Exception {
    String later = '"' + Instant.now().plusSeconds(3600).toString() + '"';
    for (String amount : List.of("0", "-1", "2.5", "\"3\"", "null", "99999999999")) {
      client.assertProblem(
          client.post("/api/limits/override", override(amount, later)), 400, "amount");
    }
    for (String until : List.of("\"soon\"", "null", "3600", "\"2001-01-01T00:00:00Z\"")) {
      client.assertProblem(client.post("/api/limits/override", override(3, until)), 400, "");
    }
    client.assertProblem(client.post("/api/limits/override", "{\"limit\": \"x\"}"), 400, "amount");
    client.assertProblem(
        client.post("/api/limits/override", override(3, later).replace("greet", "other")),
        404,
        "concurrency other");
    client.assertProblem(
        client.post("/api/limits/drop", "{\"limit\": \"" + LIMIT + "\"}"), 400, "key");
    client.assertProblem(
        client.post("/api/limits/release", "{\"limit\": \"" + LIMIT + "\", \"key\": \"[1]\"}"),
        404,
        "[1]");
    client.assertProblem(
        client.post("/api/limits/move", "{\"run\": \"x\", \"seconds\": 1}"), 400, "UUID");
    client.assertProblem(client.get("/api/limits?x=1"), 400, "x");
    assertThat(limit().path("override").isNull()).isTrue();
    assertThat(client.json(client.get("/api/limits/changes")).path("changes")).isEmpty();
  }

  @Test
  void whatWaitsIsShownMovedAndDropped() throws Exception {
    List<UUID> runs = List.of(greet("Ada"), greet("Ada"), greet("Bob"));

    JsonNode keys = limit().path("keys");
    assertThat(keys).hasSize(2);
    assertThat(keys.get(0).path("key").asText()).isEqualTo("[\"Ada\"]");
    assertThat(keys.get(0).path("waiting").asInt()).isEqualTo(2);
    assertThat(client
            .post("/api/limits/move", "{\"run\": \"" + runs.get(1) + "\", \"seconds\": 60}")
            .statusCode())
        .isEqualTo(200);
    JsonNode dropped = client.json(client.post(
        "/api/limits/drop", "{\"limit\": \"" + LIMIT + "\", \"key\": \"[\\\"Ada\\\"]\"}"));
    assertThat(dropped.path("cancelled").asInt()).isEqualTo(2);
    assertThat(stepwell.runs().run(runs.get(0)).orElseThrow().status())
        .isEqualTo(RunStatus.CANCELLED);
    assertThat(stepwell.runs().run(runs.get(2)).orElseThrow().status()).isEqualTo(RunStatus.QUEUED);
    client.assertProblem(
        client.post("/api/limits/move", "{\"run\": \"" + runs.get(0) + "\", \"seconds\": 60}"),
        409,
        "does not wait");
    assertThat(client.json(client.get("/api/limits/changes")).path("changes")).hasSize(2);
  }

  @Test
  void aLimitNamesItsFunctionOrStepAndStepsThatAFunctionDoesNotCallHaveNone() throws Exception {
    List<ConcurrencyDefinition> one = List.of(ConcurrencyDefinition.of(1));
    List<StepLimits> steps = List.of(
        new StepLimits("think", one, null),
        new StepLimits("get", one, null),
        new StepLimits("other", List.of(ConcurrencyDefinition.of(3).withScope("api")), null));
    List<ConcurrencyDefinition> own = List.of(ConcurrencyDefinition.of(2).withScope("api"));
    for (String function : List.of("greet", "fetch")) {
      publish(function, new FlowControl(own, null, null, null, null, null, null, null, steps));
    }

    JsonNode limits = client.json(client.get("/api/limits"));

    assertThat(limits)
        .extracting(limit -> limit.path("name").asText() + " " + limit.path("owners"))
        .containsExactlyInAnyOrder(
            "concurrency greet > think [{\"function\":\"greet\",\"step\":\"think\"}]",
            "concurrency fetch > get [{\"function\":\"fetch\",\"step\":\"get\"}]",
            "shared concurrency api [{\"function\":\"fetch\",\"step\":null},{\"function\":\"greet\",\"step\":null}]");

    String hidden = "concurrency fetch > think";
    String until = Instant.now().plusSeconds(3600).toString();
    JsonNode overridden = client.json(client.post(
        "/api/limits/override",
        "{\"limit\":\"" + hidden + "\",\"amount\":5,\"until\":\"" + until + "\"}"));
    assertThat(overridden.path("amount").asInt()).isEqualTo(5);
    assertThat(client.json(client.get("/api/limits")))
        .as("with what operators have set")
        .extracting(limit -> limit.path("name").asText())
        .contains(hidden);
  }

  /** The digest of one key does not reveal another, and a guess of the key is no key. */
  @Test
  void aKeyThatIsReadFromASecretIsShownAsADigest() throws Exception {
    stop();
    limit("fetch", "event.data.url", "event.data.githubToken");
    serve(Stepwell.on(database).start());
    String limit = "concurrency fetch by event.data.url, event.data.githubToken";
    for (String token : List.of("k-1", "k-1", "k-2")) {
      stepwell.send(new TestsFetchWanted("Ada", token));
    }

    HttpResponse<String> shown = client.get("/api/limits");
    JsonNode keys = client.json(shown).get(0).path("keys");

    assertThat(shown.body()).doesNotContain("k-1", "k-2");
    assertThat(keys).hasSize(2);
    String most = keys.get(0).path("key").asText();
    assertThat(most).matches("\\[\"Ada\",\"•••[0-9a-f]{12}\"]");
    assertThat(keys.get(1).path("key").asText()).isNotEqualTo(most);
    client.assertProblem(
        client.post("/api/limits/drop", keyed(limit, "[\"Ada\",\"k-1\"]")), 404, "there is no key");
    client.assertProblem(
        client.post("/api/limits/release", keyed(limit, "[\"Ada\",\"k-2\"]")),
        404,
        "there is no key");
    JsonNode dropped = client.json(client.post("/api/limits/drop", keyed(limit, most)));
    assertThat(dropped.path("cancelled").asInt()).isEqualTo(2);
    assertThat(client.get("/api/limits/changes").body()).contains("•••").doesNotContain("k-1");
  }

  /** A worker that knows the function, and holds both slots of the key. */
  private static final String HELD = """
      insert into stepwell.worker (id, name, functions, started_at, heartbeat_at, lease_until)
      values (gen_random_uuid(), 'other', '{fetch}', now(), now(), now() + interval '1 hour');
      insert into stepwell.limit_key (limit_name, key, running, served_at)
      select limit_names[1], limit_keys[1], 2, now() from stepwell.run
      on conflict (limit_name, key) do update set running = 2""";

  @Test
  void aRunThatWaitsNamesTheKeyAsTheLimitShowsIt() throws Exception {
    stop();
    limit("fetch", "event.data.url", "event.data.githubToken");
    serve(Stepwell.on(database).start());
    UUID run = stepwell.send(new TestsFetchWanted("Ada", "k-1")).runIds().get(0);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(HELD);
    }

    JsonNode reason =
        client.json(client.get("/api/runs/" + run)).path("reasons").path(0);

    String key = client
        .json(client.get("/api/limits"))
        .get(0)
        .path("keys")
        .get(0)
        .path("key")
        .asText();
    assertThat(key).contains("•••").doesNotContain("k-1");
    assertThat(reason.path("type").asText()).isEqualTo("awaiting-limit");
    assertThat(reason.path("says").asText())
        .isEqualTo(
            "it waits for the limit \"concurrency fetch by event.data.url, event.data.githubToken\","
                + " which admits 2 for the key " + key);
  }

  @Test
  void aFullBacklogIsNoErrorOfTheServer() throws Exception {
    stop();
    MaxWaitingDefinition bound =
        MaxWaitingDefinition.of(1, MaxWaiting.WhenFull.REJECT, "event.data.name");
    publish(
        "greet", new FlowControl(List.of(), null, null, null, null, null, null, bound, List.of()));
    serve(Stepwell.on(database).start());
    String event = "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":\"%s\",\"seconds\":0}}";
    assertThat(client.post("/api/events", event.formatted("Ada")).statusCode()).isEqualTo(202);

    HttpResponse<String> refused = client.post("/api/events", event.formatted("Ada"));

    client.assertProblem(refused, 429, "with the key [\"Ada\"] wait", "@MaxWaiting");
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(client.post("/api/events", event.formatted("Bob")).statusCode()).isEqualTo(202);
  }

  private static String keyed(String limit, String key) {
    return "{\"limit\": \"" + limit + "\", \"key\": \"" + key.replace("\"", "\\\"") + "\"}";
  }

  private UUID greet(String name) {
    return stepwell.send(new TestsGreetingWanted(name, 0)).runIds().get(0);
  }
}
