package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.StepwellBuilder;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.server.secrets.Secrets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The input of a step is shown if it was recorded, with secrets masked. */
class StepInputsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** The step of a run, in the whole run and by itself. */
  private record Shown(JsonNode inRun, JsonNode alone) {}

  private static Shown sealed(StepwellBuilder builder, String text) throws Exception {
    try (Stepwell stepwell = builder.register(new DurableLetters()).start();
        StepwellServer server = StepwellServer.start(stepwell, 0)) {
      TestClient client = new TestClient(server.port());
      UUID run =
          stepwell.send(new TestsLetterWritten(text, "open sesame")).runIds().get(0);
      assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      return new Shown(
          client.json(client.get("/api/runs/" + run)).path("steps").path(0),
          client.json(client.get("/api/runs/" + run + "/steps/seal")));
    }
  }

  @Test
  void secretsAmongThemAreHidden() throws Exception {
    Shown step = sealed(
        Stepwell.on(TestDatabases.fresh()).recordInputs(), "the word is open sesame, seal 2");

    assertThat(step.inRun.path("input"))
        .hasToString("{\"letter\":{\"text\":\"the word is •••, •••\",\"wax\":\"•••\"},"
            + "\"stamp\":\"•••\",\"pwd\":\"•••\"}");
    assertThat(step.inRun.path("inputLeftOut").isNull()).isTrue();
    assertThat(step.alone.path("input")).isEqualTo(step.inRun.path("input"));
  }

  @Test
  void largeOnesAreShownOnRequest() throws Exception {
    Shown step = sealed(
        Stepwell.on(TestDatabases.fresh()).recordInputs(), "x".repeat(Secrets.LARGEST_AT_ONCE));

    assertThat(step.inRun.path("input").isNull()).isTrue();
    assertThat(step.inRun.path("inputLeftOut").asInt()).isGreaterThan(Secrets.LARGEST_AT_ONCE);
    assertThat(step.alone.path("input").path("letter").path("text").asText())
        .hasSize(Secrets.LARGEST_AT_ONCE);
  }

  @Test
  void thereAreNoneWhereNoneWereRecorded() throws Exception {
    Shown step = sealed(Stepwell.on(TestDatabases.fresh()), "hello");

    assertThat(step.inRun.path("id").asText()).isEqualTo("seal");
    assertThat(step.inRun.path("input").isNull()).isTrue();
    assertThat(step.inRun.path("inputLeftOut").isNull()).isTrue();
    assertThat(step.alone.path("input").isNull()).isTrue();
  }
}
