package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The texts of runs that are connected with many others are shown, without the secrets of any of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FanOutSecretsTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int MANY = 150;
  private static final String SEAL = "scarlet-wax-1700";
  private static final String UNCHECKED = "too many, too large or too deep";

  private final DataSource database = TestDatabases.fresh();

  private Stepwell stepwell;
  private StepwellServer server;
  private TestClient client;

  @BeforeAll
  void start() {
    stepwell =
        Stepwell.on(database).recordInputs().register(new DurableRiders()).start();
    server = StepwellServer.start(stepwell, 0);
    client = new TestClient(server.port());
  }

  @AfterAll
  void stop() {
    server.close();
    stepwell.close();
  }

  private String get(String path) throws Exception {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Stores further runs that the run invoked, each of which quotes the seal. */
  private void storeInvoked(UUID run, int count) throws Exception {
    execute("""
        insert into stepwell.run (id, function_id, event_id, status, caller_run_id, caller_step_id, output,
          created_at, started_at, ended_at)
        select gen_random_uuid(), 'ride', event_id, 'completed', id, 'ride:' || number, output, now(), now(), now()
        from stepwell.run cross join generate_series(1, %d) as number
        where id = '%s'""".formatted(count, run));
  }

  private UUID sent(int count, String town, RunStatus expected) throws Exception {
    return sent(new TestsRidersWanted(count, town, SEAL), expected);
  }

  private UUID sent(TestsRidersWanted wanted, RunStatus expected) throws Exception {
    UUID run = stepwell.send(wanted).runIds().get(0);
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(expected);
    return run;
  }

  private List<UUID> invokedBy(UUID run) throws Exception {
    List<UUID> invoked = new ArrayList<>();
    for (JsonNode each : client.json(client.get("/api/runs/" + run)).path("invoked")) {
      invoked.add(UUID.fromString(each.path("id").asText()));
    }
    return invoked;
  }

  @Test
  void theSecretOfManyInvokedRunsIsMaskedAndTheirTextsAreShown() throws Exception {
    UUID run = sent(MANY, "near", RunStatus.COMPLETED);

    assertThat(get("/api/runs/" + run))
        .contains("all 150 returned with •••", "rider 149 carried •••")
        .doesNotContain(SEAL, UNCHECKED);
    List<UUID> invoked = invokedBy(run);
    assertThat(invoked).hasSize(MANY);
    for (UUID each : List.of(invoked.get(0), invoked.get(MANY - 1))) {
      assertThat(get("/api/runs/" + each)).contains(" carried •••").doesNotContain(SEAL, UNCHECKED);
    }
  }

  /** Long payloads are not read with all others. */
  @Test
  void aLongSecretOfManyInvokedRunsIsMasked() throws Exception {
    String seal = "scarlet-wax".repeat(300);
    UUID run = sent(new TestsRidersWanted(MANY, "near", seal), RunStatus.COMPLETED);

    assertThat(get("/api/runs/" + run))
        .contains("all 150 returned with •••", "rider 149 carried •••")
        .doesNotContain("scarlet", UNCHECKED);
    assertThat(get("/api/runs/" + invokedBy(run).get(0)))
        .contains(" carried •••")
        .doesNotContain("scarlet", UNCHECKED);
  }

  /** Each relay has a secret of its own, which passes through a ride into the error of the first run. */
  @Test
  void secretsThatAriseTwoLevelsBelowAreMasked() throws Exception {
    UUID run = sent(MANY, "far", RunStatus.FAILED);

    assertThat(get("/api/runs/" + run))
        .contains("too far: rider 75 carried •••, relayed 75 for •••")
        .doesNotContain(SEAL, "ducats", UNCHECKED);
    assertThat(get("/api/runs?status=failed"))
        .contains("too far: rider 75 carried •••, relayed 75 for •••")
        .doesNotContain(SEAL, "ducats", UNCHECKED);
    UUID ride = invokedBy(run).get(MANY / 2);
    assertThat(get("/api/runs/" + ride))
        .contains(" for •••")
        .doesNotContain(SEAL, "ducats", UNCHECKED);
    assertThat(get("/api/runs/" + invokedBy(ride).get(0) + "/output"))
        .contains("relayed ", " for •••")
        .doesNotContain("ducats", UNCHECKED);
  }

  @Test
  void textsAreShownUpToTenThousandConnectedRuns() throws Exception {
    UUID run = sent(2, "near", RunStatus.COMPLETED);
    storeInvoked(run, 9_997);

    assertThat(get("/api/runs/" + run))
        .contains("all 2 returned with •••")
        .doesNotContain(SEAL, UNCHECKED);
  }

  @Test
  void beyondTextsAreHidden() throws Exception {
    UUID run = sent(2, "near", RunStatus.COMPLETED);
    storeInvoked(run, 9_998);

    assertThat(get("/api/runs/" + run))
        .contains(UNCHECKED)
        .doesNotContain(SEAL, "all 2 returned", "carried");
  }

  /** Otherwise a live run that invoked many would read the payloads of all, whenever its page is refreshed. */
  @Test
  void theSecretsOfRunsThatHaveEndedAreReadOnce() throws Exception {
    UUID run = stepwell
        .send(new TestsRidersWanted(MANY, "far and slow", SEAL))
        .runIds()
        .get(0);
    String path = "/api/runs/" + run;
    await().atMost(LONG).until(() -> get(path).contains("way-back"));
    assertThat(get(path))
        .contains("rider 75 carried •••, relayed 75 for •••")
        .doesNotContain("ducats", UNCHECKED);

    execute("delete from stepwell.step where run_id <> '%s'".formatted(run));

    assertThat(get(path))
        .contains("rider 75 carried •••, relayed 75 for •••")
        .doesNotContain("ducats", UNCHECKED);
    stepwell.cancel(run);
  }

  @Test
  void aSecretThatALiveInvokedRunHasJustReceivedIsMasked() throws Exception {
    UUID run = stepwell.send(new TestsRidersWanted(2, "slow", SEAL)).runIds().get(0);
    await().atMost(LONG).until(() -> invokedBy(run).size() == 2);
    UUID ride = invokedBy(run).get(1);
    String path = "/api/runs/" + ride;
    await().atMost(LONG).until(() -> get(path).contains("\"rest\""));
    assertThat(get(path)).contains("slow").doesNotContain(SEAL, UNCHECKED);

    execute("""
        insert into stepwell.step (run_id, id, kind, status, attempts, result, started_at, ended_at)
        values ('%s', 'receive', 'step', 'completed', 1, '{"seal":"azure-wax-1800"}', now(), now()),
          ('%s', 'say', 'step', 'completed', 1, '"received azure-wax-1800"', now(), now())""".formatted(ride, ride));

    assertThat(get(path)).contains("received •••").doesNotContain("azure", UNCHECKED);
    stepwell.cancel(run);
  }
}
