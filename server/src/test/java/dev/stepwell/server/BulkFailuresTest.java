package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests for many runs whose connection to the database is lost midway. */
class BulkFailuresTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** The database ends the connection that changes this run. */
  private static final String TRIGGER = """
      create function lose_connection() returns trigger language plpgsql as $$
        begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
      create trigger lose_connection before insert or update of status on stepwell.run
        for each row when ('%s' in (new.id::text, new.rerun_of::text)) execute function lose_connection()""";

  private static final String NO_TRIGGER = "drop function lose_connection cascade";

  private DataSource database;
  private Stepwell stepwell;
  private StepwellServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    database = TestDatabases.fresh();
    stepwell = Stepwell.on(database).register(new DurableGreetings()).start();
    server = StepwellServer.start(stepwell, ServerSettings.defaults().port(0));
    client = new TestClient(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
    stepwell.close();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs that end after these seconds, newest first. */
  private List<UUID> greet(int count, int seconds) {
    List<UUID> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(
          0,
          stepwell.send(new TestsGreetingWanted("Ada " + i, seconds)).runIds().get(0));
    }
    return runs;
  }

  /** Runs that sleep, newest first. */
  private List<UUID> waiting(int count) {
    List<UUID> runs = greet(count, 3_600);
    await()
        .atMost(LONG)
        .until(() -> runs.stream().allMatch(run -> status(run) == RunStatus.WAITING));
    return runs;
  }

  private RunStatus status(UUID run) {
    return stepwell.runs().run(run).orElseThrow().status();
  }

  private static String named(String field, Iterable<?> runs) {
    List<String> quoted = new ArrayList<>();
    runs.forEach(run -> quoted.add('"' + run.toString() + '"'));
    return "\"" + field + "\":" + quoted;
  }

  private List<UUID> left(HttpResponse<String> response) throws Exception {
    List<UUID> left = new ArrayList<>();
    client.json(response).path("left").forEach(id -> left.add(UUID.fromString(id.asText())));
    return left;
  }

  private int changed(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return client.json(response).path("changed").asInt();
  }

  @Test
  void aCancellationThatFailsMidwayNamesTheRunsThatAreLeft() throws Exception {
    List<UUID> runs = waiting(4);
    execute(TRIGGER.formatted(runs.get(2)));

    HttpResponse<String> response = client.post("/api/runs/cancel", "{\"function\":\"greet\"}");

    client.assertProblem(
        response, 503, "2 of 4 runs were cancelled; run " + runs.get(2) + " could not be");
    assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    assertThat(left(response)).isEqualTo(runs.subList(2, 4));
    assertThat(runs.subList(0, 2))
        .allSatisfy(run -> assertThat(status(run)).isEqualTo(RunStatus.CANCELLED));
    assertThat(runs.subList(2, 4))
        .allSatisfy(run -> assertThat(status(run)).isNotEqualTo(RunStatus.CANCELLED));
    execute(NO_TRIGGER);
    String rest = "{\"function\":\"greet\"," + named("among", left(response)) + "}";
    assertThat(changed(client.post("/api/runs/cancel", rest))).isEqualTo(2);
    assertThat(runs).allSatisfy(run -> assertThat(status(run)).isEqualTo(RunStatus.CANCELLED));
  }

  /** The run whose connection was lost may have been started again, so it is not among those that are left. */
  @Test
  void aRerunThatFailsMidwayStartsNoRunTwice() throws Exception {
    List<UUID> runs = greet(3, 0);
    for (UUID run : runs) {
      assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
    }
    execute(TRIGGER.formatted(runs.get(1)));

    HttpResponse<String> response = client.post("/api/runs/rerun", "{" + named("runs", runs) + "}");

    client.assertProblem(
        response, 503, "1 of 3 runs were started again", "unknown whether run " + runs.get(1));
    assertThat(left(response)).containsExactly(runs.get(2));
    execute(NO_TRIGGER);
    String rest = "{" + named("runs", left(response)) + "}";
    assertThat(changed(client.post("/api/runs/rerun", rest))).isEqualTo(1);
    assertThat(
            stepwell.runs().newest("greet", 10).stream().map(Run::rerunOf).filter(Objects::nonNull))
        .containsExactly(runs.get(2), runs.get(0));
  }

  @Test
  void aContinuationThatFailsIsRepeatedFromWhereItBegan() throws Exception {
    List<UUID> runs = waiting(4);
    String rest = "{\"function\":\"greet\",\"before\":\"" + runs.get(1) + "\"}";
    execute("alter table stepwell.run rename to away");

    HttpResponse<String> response = client.post("/api/runs/cancel", rest);

    execute("alter table stepwell.away rename to run");
    client.assertProblem(response, 503, "the database cannot do this now");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(left(response)).isEmpty();
    assertThat(changed(client.post("/api/runs/cancel", rest))).isEqualTo(2);
    assertThat(changed(client.post("/api/runs/cancel", rest))).isZero();
    assertThat(runs.subList(0, 2))
        .allSatisfy(run -> assertThat(status(run)).isEqualTo(RunStatus.WAITING));
  }
}
