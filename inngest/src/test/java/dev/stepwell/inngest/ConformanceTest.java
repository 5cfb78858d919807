package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableConformanceFlows;
import dev.stepwell.inngest.testserver.ServerRun;
import dev.stepwell.inngest.testserver.TestInngestServer;
import dev.stepwell.inngest.wire.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the conformance suite of Inngest servers demands of the responses to its functions. It demands one operation per
 * call, so there are no checkpoints.
 */
class ConformanceTest {
  private final TestInngestServer server = new TestInngestServer();
  private HttpServer http;
  private InngestEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    endpoint = InngestEndpoint.of(
        InngestSettings.dev("conformance", server.origin()).withoutCheckpoints(),
        new DurableConformanceFlows(new Calls()));
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/inngest", endpoint.handler());
    http.start();
    server.sync("http://127.0.0.1:" + http.getAddress().getPort() + "/api/inngest");
  }

  @AfterEach
  void stop() {
    http.stop(0);
    endpoint.close();
    server.close();
  }

  private void run(String name, ObjectNode data) {
    server.send("tests/" + name + ".test", data);
    server.advance(Duration.ofMinutes(10));
  }

  private List<Integer> statuses() {
    return server.replies.stream().map(HttpResponse::statusCode).toList();
  }

  private JsonNode body(int index) {
    return WireJson.own(new String(server.replies.get(index).body(), StandardCharsets.UTF_8));
  }

  private static void assertPassed(JsonNode body, String name) {
    assertThat(body)
        .isEqualTo(WireJson.object().put("name", "tests/" + name + ".test").put("body", "ok"));
  }

  /** The only operation of a response. It has no options but those of its kind. */
  private void assertOperation(int index, String op, String id, String data) {
    JsonNode ops = body(index);
    assertThat(ops).hasSize(1);
    JsonNode only = ops.get(0);
    assertThat(only.path("op").asText()).isEqualTo(op);
    assertThat(only.at("/userland/id").asText()).isEqualTo(id);
    assertThat(only.path("data")).isEqualTo(WireJson.own(data));
    assertThat(only.path("opts").path("duration").isMissingNode()).isEqualTo(!op.equals("Sleep"));
  }

  @Test
  void aFunctionWithoutStepsIsOneCall() {
    run("function", WireJson.object().put("test", true));

    assertThat(statuses()).containsExactly(200);
    assertPassed(body(0), "function");
  }

  @Test
  void eachStepIsACall() {
    run("step", WireJson.object());

    assertThat(statuses()).containsExactly(206, 206, 206, 200);
    assertOperation(0, "StepRun", "first step", "\"first step\"");
    assertOperation(1, "Sleep", "sleep", "null");
    assertThat(body(1).get(0).path("name").asText()).isEqualTo("2s");
    assertOperation(2, "StepRun", "second step", "{\"first\":\"first step\",\"second\":true}");
    assertPassed(body(3), "step");
  }

  @Test
  void aStepAndTheFunctionItselfAreRetried() {
    run("retry", WireJson.object());

    assertThat(statuses()).containsExactly(206, 206, 500, 200);
    assertOperation(0, "StepError", "first step", "null");
    assertThat(body(0).get(0).at("/error/message").asText()).isEqualTo("broken");
    assertOperation(1, "StepRun", "first step", "\"yes: 2\"");
    assertThat(body(2).path("name").asText()).isEqualTo("Error");
    assertThat(body(2).path("message").asText()).isEqualTo("broken func");
    assertPassed(body(3), "retry");
  }

  @Test
  void aCancelledRunIsNotCalledAgain() {
    server.send("tests/cancel.test", WireJson.object().put("request_id", "123"));
    server.advance(Duration.ofSeconds(1));
    server.send("cancel/please", WireJson.object().put("request_id", "123"));
    server.advance(Duration.ofMinutes(1));

    assertThat(statuses()).containsExactly(206);
    assertOperation(0, "Sleep", "sleep", "null");
  }

  @Test
  void aWaitEndsWithTheMatchingEvent() {
    server.send("tests/wait.test", WireJson.object().put("id", "123"));
    server.advance(Duration.ofSeconds(1));
    server.send("test/resume", WireJson.object().put("id", "ignored"));
    server.send("test/resume", WireJson.object().put("id", "123").put("resume", true));
    server.advance(Duration.ofMinutes(1));

    ServerRun run = server.run("conformance-test-suite-wait-for-event");
    assertThat(run.result).isEqualTo(WireJson.own("{\"result\":{\"id\":\"123\",\"resume\":true}}"));
    assertOperation(0, "WaitForEvent", "wait", "null");
  }
}
