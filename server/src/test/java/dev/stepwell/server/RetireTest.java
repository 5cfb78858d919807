package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A function without workers is shown as such, and can be retired. */
class RetireTest {
  @Test
  void aFunctionThatNoWorkerExecutesIsRetiredWithItsRuns() throws Exception {
    try (Stepwell sender = Stepwell.on(TestDatabases.fresh()).publishFunctions().start();
        StepwellServer server =
            StepwellServer.start(sender, ServerSettings.defaults().port(0))) {
      TestClient client = new TestClient(server.port());
      UUID run = sender.send(new TestsGreetingWanted("Ada", 0)).runIds().get(0);

      JsonNode unattended = client.json(client.get("/api/functions/greet"));
      assertThat(unattended.path("workers").asInt()).isZero();
      assertThat(unattended.path("unattendedSince").asText()).isNotEmpty();
      assertThat(unattended.path("waitingRuns").asInt()).isEqualTo(1);

      JsonNode retired = client.json(client.post("/api/functions/greet/retire", "{}"));

      assertThat(retired.path("cancelled").asInt()).isEqualTo(1);
      assertThat(sender.runs().run(run).map(Run::cancelledBy)).contains(Run.BY_RETIREMENT);
      client.assertProblem(client.get("/api/functions/greet"), 404, "greet");
      assertThat(sender.send(new TestsGreetingWanted("Ada", 0)).runIds()).isEmpty();
    }
  }

  @Test
  void aFunctionThatAWorkerExecutesStays() throws Exception {
    try (TestServer server = new TestServer()) {
      JsonNode attended = server.client().json(server.client().get("/api/functions/greet"));
      assertThat(attended.path("unattendedSince").isNull()).isTrue();
      assertThat(attended.path("waitingRuns").isNull()).isTrue();

      server
          .client()
          .assertProblem(
              server.client().post("/api/functions/greet/retire", "{}"),
              409,
              "function greet is not retired");
      assertThat(server.client().get("/api/functions/greet").statusCode()).isEqualTo(200);
    }
  }
}
