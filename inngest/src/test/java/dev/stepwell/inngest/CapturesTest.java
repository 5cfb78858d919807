package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableEndpointFlows;
import dev.stepwell.inngest.wire.CanonicalJson;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.SigningKeys;
import dev.stepwell.inngest.wire.StepHash;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.model.JsonEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recorded exchanges between a real server and the SDK for JavaScript. The endpoint gives the recorded responses: same status, operations and
 * ids; and it sends the recorded requests.
 */
class CapturesTest {
  private static final String KEY = "signkey-test-12345678";
  private static final String END_OF_PARALLEL = "v4-checkpoint--status200-return";
  private static final List<String> HEADERS =
      List.of("x-inngest-no-retry", "retry-after", "x-inngest-req-version", "content-type");
  private static final List<String> RECORDED = List.of(
      "InvokeFunction",
      "Sleep",
      "StepError-retryafter",
      "StepError",
      "StepFailed",
      "StepPlanned+Sleep+WaitForEvent+InvokeFunction-x4",
      "StepPlanned-x3",
      "StepRun-targeted",
      "StepRun",
      "WaitForEvent",
      "status200-return",
      "status400",
      "status500-retryafter",
      "status500");

  private final StandIn api = new StandIn();

  @AfterEach
  void stop() {
    api.close();
  }

  /** The endpoint of the recorded application, which had checkpoints switched off in some recordings. */
  private InngestEndpoint endpoint(String name) {
    InngestSettings settings = InngestSettings.cloud("demo", api.origin(), KEY, "event-key");
    return InngestEndpoint.of(
        name.startsWith("v4-nocheckpoint") ? settings.withoutCheckpoints() : settings,
        new DurableEndpointFlows(new Calls()));
  }

  static Stream<String> calls() {
    return Stream.concat(
        Stream.of("v4-checkpoint--RunComplete"),
        Stream.of("v4-checkpoint--", "v4-nocheckpoint--")
            .flatMap(kind -> RECORDED.stream().map(name -> kind + name))
            .filter(name -> !name.equals(END_OF_PARALLEL)));
  }

  private static JsonNode capture(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(
        CapturesTest.class.getResourceAsStream("/captures/" + name + ".json"), name)) {
      return WireJson.read(in.readAllBytes());
    }
  }

  /** The recorded call, signed. Its content-length proves that the canonical form is that of the server. */
  private EndpointReply answer(String name, JsonNode request) {
    Map<String, String> headers = new HashMap<>();
    request
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    byte[] body = CanonicalJson.bytes(request.path("body"));
    boolean isChanged = name.endsWith("status400") || name.equals(END_OF_PARALLEL);
    if (!isChanged) {
      assertThat(body).hasSize(request.at("/headers/content-length").asInt());
    }
    if (name.endsWith("InvokeFunction")) {
      ObjectNode call = request.path("body").deepCopy();
      ((ObjectNode) call.path("event").path("data")).put("n", 21);
      call.remove("events");
      body = CanonicalJson.bytes(call);
    }
    headers.put(Admission.SIGNATURE, SigningKeys.sign(KEY, body, Instant.now()));
    Map<String, String> query =
        HttpMessages.query(request.path("path").asText().replaceFirst(".*\\?", ""));
    if (StepHash.of("p2").equals(query.get("stepId"))) {
      query.put("stepId", StepHash.of("p2:1"));
    }
    try (InngestEndpoint endpoint = endpoint(name)) {
      return endpoint.handle(
          new EndpointRequest("POST", "http://localhost:3100/api/inngest", query, headers, body));
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theRecordedResponseIsGiven(String name) throws IOException {
    JsonNode exchange = capture(name);

    EndpointReply reply = answer(name, exchange.path("request"));

    JsonNode recorded = exchange.path("response");
    boolean isEnd = name.endsWith("RunComplete");
    assertThat(reply.status()).isEqualTo(isEnd ? 200 : recorded.path("status").asInt());
    for (String header : HEADERS) {
      assertThat(reply.headers().get(header)).as(header).isEqualTo(header(recorded, header));
    }
    assertThat(reply.headers().get("x-inngest-sdk")).isNotBlank();
    assertThat(reply.headers().get("traceparent")).isEqualTo(header(recorded, "traceparent"));
    assertThat(SigningKeys.of(KEY, null)
            .verify(reply.headers().get(Admission.SIGNATURE), reply.body(), Instant.now()))
        .isEqualTo(KEY);
    JsonNode body = WireJson.read(reply.body());
    JsonNode expected = recorded.path("body");
    if (reply.status() == 206) {
      assertThat(operations(body)).containsExactlyElementsOf(operations(expected));
    } else if (reply.status() == 200) {
      assertThat(body).isEqualTo(isEnd ? expected.at("/0/data") : expected);
    } else {
      assertThat(body.path("message")).isEqualTo(expected.path("message"));
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
        String text = op.path("data").toString();
        own.put("data", text.startsWith("\"ok after") ? text.substring(0, 11) : text);
      }
      own.set("function_id", op.path("opts").get("function_id"));
      own.set("payload", op.path("opts").get("payload"));
      own.set("error", op.path("error").get("message"));
      String kind = op.path("op").asText();
      if (kind.equals("Sleep")
          || (kind.equals("WaitForEvent") && !userland.path("id").asText().equals("w"))) {
        own.set("name", op.get("name"));
        own.set("timeout", op.path("opts").get("timeout"));
      }
      kept.add(own);
    }
    return kept;
  }

  /** The recorded outcomes under the ids that the branches have here (ADR 57). */
  @ParameterizedTest
  @ValueSource(strings = END_OF_PARALLEL)
  void theRecordedEndOfAParallelFlowIsGiven(String name) throws IOException {
    ObjectNode request = (ObjectNode) capture(name).path("request");
    String text = request.toString();
    Map<String, String> ids = Map.of("zz", "zz:1", "w", "w:2", "iv", "iv:3");
    for (Map.Entry<String, String> id : ids.entrySet()) {
      text = text.replace(StepHash.of(id.getKey()), StepHash.of(id.getValue()));
    }

    EndpointReply reply =
        answer(name, WireJson.own(text.replace("{\"data\":{\"x\":8}}", "{\"data\":8}")));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8))
        .isEqualTo("[\"1\",\"slept\",\"nobody\",\"8\"]");
  }

  /** The condition has the value, where the SDK for JavaScript refers to the starting event. */
  @ParameterizedTest
  @ValueSource(strings = {"v4-checkpoint--WaitForEvent", "v4-nocheckpoint--WaitForEvent"})
  void theRecordedWaitHasTheMatchedValue(String name) throws IOException {
    JsonNode exchange = capture(name);

    EndpointReply reply = answer(name, exchange.path("request"));

    String id = exchange.at("/request/body/event/data/id").asText();
    assertThat(WireJson.read(reply.body()).at("/0/opts/if").asText())
        .isEqualTo("async.data.id == \"" + id + "\"");
  }

  /** Steps for which Stepwell has no method: the recorded functions cannot be written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "v4-checkpoint--Gateway",
        "v4-nocheckpoint--Gateway",
        "v4-checkpoint--WaitForSignal",
        "v4-nocheckpoint--WaitForSignal"
      })
  void aFunctionOfTheRecordingThatIsNotHereIsUnknown(String name) throws IOException {
    EndpointReply reply = answer(name, capture(name).path("request"));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.headers().get("x-inngest-no-retry")).isEqualTo("false");
    assertThat(WireJson.read(reply.body()).path("name").asText()).isEqualTo("UnknownFunction");
  }

  @ParameterizedTest
  @ValueSource(strings = "v4-checkpoint--checkpoint-async")
  void theRecordedCheckpointIsSent(String name) throws IOException {
    JsonNode recorded = capture(name).at("/request/body");

    answer("v4-checkpoint--Sleep", capture("v4-checkpoint--Sleep").path("request"));

    StandIn.Received first = api.received().get(0);
    assertThat(first.path()).isEqualTo(capture(name).at("/request/path").asText());
    assertThat(first.header("Authorization")).startsWith("Bearer signkey-test-");
    for (String field : List.of("run_id", "fn_id", "qi_id", "request_id", "generation_id")) {
      assertThat(first.body().get(field)).as(field).isEqualTo(recorded.get(field));
    }
    assertThat(first.body().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(recorded::fieldNames);
    assertThat(operations(first.body().path("steps")))
        .isEqualTo(operations(recorded.path("steps")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v4-checkpoint--event-post",
        "v4-nocheckpoint--event-post",
        "v4-checkpoint--event-post-batch",
        "v4-nocheckpoint--event-post-batch"
      })
  void theRecordedEventsAreSent(String name) throws IOException {
    JsonNode exchange = capture(name);
    JsonNode recorded = exchange.at("/request/body");
    api.answer = WireJson.bytes(exchange.at("/response/body"));
    List<JsonEvent> events = new ArrayList<>();
    recorded.forEach(event -> events.add(new JsonEvent(
        event.path("name").asText(),
        event.path("data").toString(),
        event.path("id").isMissingNode() ? null : event.path("id").asText(),
        Instant.ofEpochMilli(event.path("ts").asLong()))));

    InngestEventSender.of(InngestSettings.dev("demo", api.origin())).sendJson(events);

    StandIn.Received sent = api.received().get(0);
    assertThat(sent.path()).isEqualTo(exchange.at("/request/path").asText());
    assertThat(sent.header("X-inngest-event-id-seed")).matches("\\d{13},.{16}");
    assertThat(sent.header("Content-type")).isEqualTo("application/json");
    assertThat(sent.body()).hasSameSizeAs(recorded);
    for (int i = 0; i < recorded.size(); i++) {
      for (String field : List.of("name", "data", "ts")) {
        assertThat(sent.body().get(i).get(field)).isEqualTo(recorded.get(i).get(field));
      }
      if (recorded.get(i).has("id")) {
        assertThat(sent.body().get(i).get("id")).isEqualTo(recorded.get(i).get("id"));
      }
    }
  }
}
