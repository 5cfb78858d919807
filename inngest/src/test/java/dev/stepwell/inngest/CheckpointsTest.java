package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableEndpointFlows;
import dev.stepwell.inngest.testserver.ServerRun;
import dev.stepwell.inngest.testserver.TestInngestServer;
import dev.stepwell.inngest.wire.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several steps in one call, on servers with and without checkpoints. */
class CheckpointsTest {
  private final Calls calls = new Calls();
  private final TestInngestServer server = new TestInngestServer();
  private HttpServer http;
  private InngestEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    endpoint = InngestEndpoint.of(
        InngestSettings.dev("demo", server.origin()), new DurableEndpointFlows(calls));
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/inngest", endpoint.handler());
    http.start();
    server.sync("http://127.0.0.1:" + http.getAddress().getPort() + "/api/inngest");
    server.takesCheckpoints = true;
  }

  @AfterEach
  void stop() {
    http.stop(0);
    endpoint.close();
    server.close();
  }

  private ServerRun looped() {
    server.send("demo/looped", WireJson.object().put("times", 10));
    server.advance(Duration.ofHours(1));
    ServerRun run = server.run("demo-looped");
    assertThat(run.result).isEqualTo(WireJson.own("[0,1,2,3,4,5,6,7,8,9]"));
    return run;
  }

  @Test
  void oneCallExecutesAllStepsAndEachIsStoredBeforeTheNext() {
    ServerRun run = looped();

    assertThat(run.calls).isEqualTo(1);
    assertThat(server.checkpoints).hasSize(10);
    assertThat(calls.made()).doesNotHaveDuplicates().hasSize(10);
    assertThat(server.checkpoints.get(3).path("steps").get(0).path("op").asText())
        .isEqualTo("StepRun");
    assertThat(server.checkpoints.get(3).path("qi_id").asText()).isNotEmpty();
  }

  @Test
  void aServerWithoutTheApiIsAskedOnce() {
    server.checkpointStatus = 404;

    ServerRun run = looped();

    assertThat(run.calls).isEqualTo(11);
    assertThat(server.checkpoints).hasSize(1);
    assertThat(calls.made()).doesNotHaveDuplicates().hasSize(10);
  }

  @Test
  void anOutcomeThatCannotBeStoredAtOnceIsAnswered() {
    server.checkpointStatus = 413;

    assertThat(looped().calls).isEqualTo(11);
    assertThat(calls.made()).doesNotHaveDuplicates().hasSize(10);
  }

  /** A server shows both operations as the result of the run otherwise. */
  @Test
  void theResultOfARetriedStepIsReturnedByItself() {
    server.send("demo/retry", WireJson.object());
    server.advance(Duration.ofHours(1));

    assertThat(server.replies.stream().map(HttpResponse::statusCode))
        .containsExactly(206, 206, 206, 200);
    assertThat(WireJson.own(new String(server.replies.get(2).body(), StandardCharsets.UTF_8)))
        .singleElement()
        .satisfies(op -> assertThat(op.path("op").asText()).isEqualTo("StepRun"));
    assertThat(server.run("demo-retry").result.asText()).isEqualTo("ok after 3 1");
  }

  @Test
  void aResultThatNoServerReadsFailsTheRun() {
    server.send("demo/doubled", WireJson.object().put("size", 4_194_000).put("times", 3));
    server.advance(Duration.ofHours(1));

    ServerRun run = server.run("demo-doubled");
    assertThat(run.status).isEqualTo("Failed");
    assertThat(run.result.path("message").asText())
        .contains("the result of function doubled", "8388608", "return its address");
  }

  @Test
  void aCallThatWasGivenToAnotherStops() {
    server.checkpointStatus = 409;
    server.send("demo/looped", WireJson.object().put("times", 10));
    server.advance(Duration.ZERO);

    assertThat(server.replies.get(0).statusCode()).isEqualTo(500);
    assertThat(calls.made()).hasSize(1);
  }
}
