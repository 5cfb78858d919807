package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A run that retries a step reports why wherever it appears. */
class RetryingRunsTest {
  @AutoClose
  private final TestServer server = new TestServer();

  private final Stepwell stepwell = server.stepwell();
  private final TestClient client = server.client();

  private JsonNode get(String path) throws Exception {
    return client.json(client.get(path));
  }

  private UUID retrying() {
    UUID run = stepwell
        .send(new TestsFetchWanted("busy", "ghp_sesame-street"))
        .runIds()
        .get(0);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !stepwell.runs().retries(List.of(run), 300).isEmpty());
    return run;
  }

  @Test
  void itIsListedWithItsLastErrorAndWithoutSecrets() throws Exception {
    UUID run = retrying();
    server.greet("Ada", 3_600);

    JsonNode listed = get("/api/runs?status=retrying").path("runs");

    assertThat(listed.findValuesAsText("id")).containsExactly(run.toString());
    JsonNode retry = listed.path(0).path("retry");
    assertThat(retry.path("step").asText()).isEqualTo("get");
    assertThat(retry.path("attempts").asInt()).isEqualTo(1);
    assertThat(retry.path("message").asText()).isEqualTo("the line of ••• is busy");
    assertThat(retry.path("dueAt").asText()).isNotEmpty();
    assertThat(get("/api/runs/" + run).path("run").path("retry").path("step").asText())
        .isEqualTo("get");
    assertThat(get("/api/runs?text=busy").path("runs").findValuesAsText("id"))
        .containsExactly(run.toString());
    assertThat(get("/api/runs?text=sesame").path("runs")).isEmpty();
  }

  @Test
  void itIsCountedWithItsFunctionAndAmongTheErrors() throws Exception {
    UUID run = retrying();

    JsonNode group = get("/api/failures").path("groups").path(0);

    assertThat(group.path("retrying").asInt()).isEqualTo(1);
    assertThat(group.path("count").asInt()).isZero();
    assertThat(group.path("lastMessage").asText()).isEqualTo("the line of ••• is busy");
    assertThat(get("/api/metrics").path("retrying").path("fetch").asInt()).isEqualTo(1);
    stepwell.cancel(run);
    assertThat(get("/api/runs?status=retrying").path("runs")).isEmpty();
  }

  @Test
  void manyAreCancelledTogetherAndNoneIsRepeated() throws Exception {
    retrying();
    server.greet("Ada", 3_600);

    assertThat(matching("/api/runs/cancel")).isEqualTo(1);
    assertThat(matching("/api/runs/rerun")).isZero();
    client.assertProblem(client.get("/api/runs?status=retried"), 400, "retrying");
  }

  private int matching(String path) throws Exception {
    String body = "{\"status\":\"retrying\",\"dryRun\":true}";
    return client.json(client.post(path, body)).path("matching").asInt();
  }

  @Test
  void runsAreReadByTheirIds() throws Exception {
    UUID first = server.greet("Ada", 3_600);
    server.greet("Bob", 3_600);

    JsonNode page = get("/api/runs?ids=" + first + "," + UUID.randomUUID());

    assertThat(page.path("runs").findValuesAsText("id")).containsExactly(first.toString());
    assertThat(page.path("next").isNull()).isTrue();
    client.assertProblem(client.get("/api/runs?ids=x"), 400, "UUID");
    client.assertProblem(client.get("/api/runs?ids=" + first + "&limit=3"), 400, "limit");
    client.assertProblem(
        client.get("/api/runs?ids=" + String.join(",", Collections.nCopies(101, "a"))),
        400,
        "at most 100");
  }
}
