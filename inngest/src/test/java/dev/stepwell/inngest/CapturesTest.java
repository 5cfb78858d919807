package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableEndpointFlows;
import dev.stepwell.inngest.wire.CanonicalJson;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.StepHash;
import dev.stepwell.inngest.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded requests of a real server get the responses of the recorded SDK: same status, same operations, same ids. */
class CapturesTest {
  private static final List<String> HEADERS =
      List.of("x-inngest-no-retry", "retry-after", "x-inngest-req-version", "content-type");

  private final InngestEndpoint endpoint = InngestEndpoint.of(
      InngestSettings.dev("demo", "http://127.0.0.1:9").withoutCheckpoints(),
      new DurableEndpointFlows(new Calls()));

  @AfterEach
  void stop() {
    endpoint.close();
  }

  static JsonNode capture(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(
        CapturesTest.class.getResourceAsStream("/captures/" + name + ".json"), name)) {
      return WireJson.read(in.readAllBytes());
    }
  }

  private EndpointReply answer(JsonNode request) {
    Map<String, String> headers = new HashMap<>();
    request
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    String query = request.path("path").asText().replaceFirst(".*\\?", "");
    return endpoint.handle(new EndpointRequest(
        "POST",
        "http://localhost:3100/api/inngest",
        HttpMessages.query(query),
        headers,
        CanonicalJson.bytes(request.path("body"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sleep",
        "StepError-retryafter",
        "StepFailed",
        "StepPlanned-x3",
        "StepPlanned+Sleep+WaitForEvent+InvokeFunction-x4",
        "StepRun",
        "StepRun-targeted",
        "status400",
        "status500",
        "status500-retryafter",
        "status200-return"
      })
  void theRecordedAnswerIsGiven(String name) throws IOException {
    JsonNode exchange = capture(name);

    EndpointReply reply = answer(exchange.path("request"));

    JsonNode recorded = exchange.path("response");
    assertThat(reply.status()).isEqualTo(recorded.path("status").asInt());
    for (String header : HEADERS) {
      assertThat(reply.headers().get(header)).as(header).isEqualTo(header(recorded, header));
    }
    assertThat(reply.headers().get("x-inngest-sdk")).isNotBlank();
    assertThat(reply.headers().get("traceparent")).isEqualTo(header(recorded, "traceparent"));
    JsonNode body = WireJson.read(reply.body());
    if (reply.status() == 206) {
      assertThat(operations(body)).containsExactlyElementsOf(operations(recorded.path("body")));
    } else if (reply.status() == 200) {
      assertThat(body).isEqualTo(recorded.path("body"));
    } else {
      assertThat(body.path("message")).isEqualTo(recorded.path("body").path("message"));
    }
  }

  private static @Nullable String header(JsonNode response, String name) {
    JsonNode value = response.path("headers").get(name);
    return value == null ? null : value.asText();
  }

  /**
   * The language-independent part of operations: operation, hash, id, data, and the demands on the server. In a
   * parallel section the hash is that of the id with the number of the branch, as stored on Postgres.
   */
  private static List<JsonNode> operations(JsonNode ops) {
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode op : ops) {
      ObjectNode own = WireJson.object();
      JsonNode userland = op.path("userland");
      own.set("op", op.get("op"));
      own.set("userland", userland.path("id"));
      assertThat(op.path("id").asText())
          .isEqualTo(StepHash.of(userland.path("id").asText()
              + (userland.has("index") ? ":" + userland.path("index") : "")));
      if (op.path("op").asText().equals("StepRun")) {
        own.set("data", op.get("data"));
      }
      own.set("function_id", op.path("opts").get("function_id"));
      own.set("payload", op.path("opts").get("payload"));
      own.set("error", op.path("error").get("message"));
      kept.add(own);
    }
    return kept;
  }

  @Test
  void theWaitOfTheRecordingAsksForTheSame() throws IOException {
    JsonNode exchange = capture("WaitForEvent");

    EndpointReply reply = answer(exchange.path("request"));

    JsonNode op = WireJson.read(reply.body()).get(0);
    JsonNode recorded = exchange.path("response").path("body").get(0);
    assertThat(op.path("id")).isEqualTo(recorded.path("id"));
    assertThat(op.path("name")).isEqualTo(recorded.path("name"));
    assertThat(op.path("opts").path("timeout")).isEqualTo(recorded.path("opts").path("timeout"));
    String id = exchange.at("/request/body/event/data/id").asText();
    assertThat(op.path("opts").path("if").asText()).isEqualTo("async.data.id == \"" + id + "\"");
  }
}
