package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.time.DatabaseClock;
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

  private Stepwell stepwell;
  private StepwellServer server;
  private TestClient client;

  /** No worker: the runs wait. */
  @BeforeEach
  void start() {
    DataSource database = TestDatabases.fresh();
    stepwell = Stepwell.on(database).publishFunctions().start();
    DatabaseClock clock = new DatabaseClock();
    try (PostgresStore store = new PostgresStore(database, clock, new Json())) {
      clock.read(store.now());
      StoredFunction greet = store.functions().describe().stream()
          .filter(function -> function.id().equals("greet"))
          .findFirst()
          .orElseThrow();
      FlowControl flow = new FlowControl(
          List.of(ConcurrencyDefinition.of(2).withKey("event.data.name")),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          List.of());
      store.functions().publish(List.of(greet.controlled(Duration.ofHours(24), flow)));
    }
    server = StepwellServer.start(stepwell, ServerSettings.defaults().port(0));
    client = new TestClient(server.port());
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

  private UUID greet(String name) {
    return stepwell.send(new TestsGreetingWanted(name, 0)).runIds().get(0);
  }
}
