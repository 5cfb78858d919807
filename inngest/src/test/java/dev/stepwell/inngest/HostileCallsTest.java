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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls with parts that no server sends: each gets a status of the protocol, and no step runs that is stored, or not asked for. */
class HostileCallsTest {
  private static final String KEY = "signkey-test-12345678";

  private final Calls calls = new Calls();
  private final InngestEndpoint endpoint = InngestEndpoint.of(
      InngestSettings.dev("demo", "http://127.0.0.1:9").withoutCheckpoints(),
      new DurableEndpointFlows(calls));

  @AfterEach
  void stop() {
    endpoint.close();
  }

  private static ObjectNode call() {
    ObjectNode body = WireJson.object().put("version", 2);
    body.putObject("ctx")
        .put("run_id", "01M85AJQE419RT514RF19FZFCJ")
        .put("attempt", 0)
        .put("max_attempts", 4);
    body.putObject("event")
        .put("name", "demo/looped")
        .put("id", "e1")
        .putObject("data")
        .put("times", 2);
    body.putObject("steps");
    return body;
  }

  private EndpointReply post(String query, byte[] body) {
    return endpoint.handle(new EndpointRequest(
        "POST", "https://app.example/api/inngest", HttpMessages.query(query), Map.of(), body));
  }

  private EndpointReply post(String query, JsonNode body) {
    return post(query, WireJson.bytes(body));
  }

  /** A reply that a server understands, and that does not report a fault of the endpoint itself. */
  private static void assertUnderstood(EndpointReply reply) {
    assertThat(reply.status()).isIn(200, 206, 400, 500);
    assertThat(reply.headers()).containsKey("x-inngest-sdk");
    if (reply.status() >= 400) {
      assertThat(reply.headers().get("x-inngest-no-retry")).isIn("true", "false");
    }
    assertThat(new String(reply.body(), StandardCharsets.UTF_8))
        .doesNotContain("NullPointer", "ClassCast", "IndexOutOf", "IllegalState", "StackOverflow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"attempt\":\"x\"}",
        "{\"attempt\":-5}",
        "{\"attempt\":1e30}",
        "{\"attempt\":2147483647,\"max_attempts\":2147483647}",
        "{\"attempt\":null,\"max_attempts\":null}",
        "{\"attempt\":[],\"max_attempts\":{}}",
        "{\"max_attempts\":0}",
        "{\"max_attempts\":-1}",
        "{\"disable_immediate_execution\":\"yes\"}",
        "{\"stack\":7}",
        "{\"stack\":{\"stack\":[1,null,{}],\"current\":-3}}",
        "{\"fn_id\":7,\"qi_id\":[]}",
        "{\"env\":{},\"step_id\":[],\"unknown\":{\"a\":[{}]}}"
      })
  void aContextOfOtherTypesIsReadAsFarAsPossible(String ctx) {
    ObjectNode body = call();
    ((ObjectNode) body.path("ctx")).setAll((ObjectNode) WireJson.own(ctx));

    EndpointReply reply = post("fnId=demo-looped&stepId=step", body);

    assertUnderstood(reply);
    assertThat(reply.status()).isEqualTo(206);
    assertThat(calls.made()).hasSizeLessThan(2);
  }

  /** The number of an attempt appears in the MDC, in delays and in results. */
  @Test
  void anAttemptBeyondAllBoundsIsTheLast() {
    ObjectNode body = call();
    ((ObjectNode) body.path("ctx")).put("attempt", Integer.MAX_VALUE);

    assertThat(post("fnId=demo-fn-error&stepId=step", call()).status()).isEqualTo(500);
    assertThat(post("fnId=demo-fn-error&stepId=step", body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "\"text\"",
        "true",
        "[]",
        "[1]",
        "{}",
        "{\"other\":1}",
        "{\"data\":\"text\"}",
        "{\"data\":{\"a\":1}}",
        "{\"data\":null}",
        "{\"data\":5,\"input\":[1]}",
        "{\"error\":7}",
        "{\"error\":null}",
        "{\"error\":[]}",
        "{\"error\":\"text\"}",
        "{\"error\":{\"name\":7,\"message\":{},\"stack\":[]}}",
        "{\"error\":{\"stack\":\"x\\n(attempt 9999)\"}}",
        "null"
      })
  void aStoredOutcomeOfAnotherBuildNeverRunsTheStepAgain(String memo) {
    ObjectNode body = call();
    ((ObjectNode) body.path("steps")).set(StepHash.of("again"), WireJson.own(memo));

    EndpointReply reply = post("fnId=demo-looped&stepId=step", body);

    assertUnderstood(reply);
    assertThat(calls.made()).doesNotContain("again 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"x\"", "[]", "{\"data\":5}", "{\"error\":{}}", "{\"name\":\"x\"}"})
  void aStoredOutcomeOfAnotherKindOfStepFailsTheRun(String memo) {
    ObjectNode body = call();
    ((ObjectNode) body.path("event").path("data")).put("days", 3);
    ((ObjectNode) body.path("steps")).set(StepHash.of("very-long"), WireJson.own(memo));

    EndpointReply reply = post("fnId=demo-slow&stepId=step", body);

    assertUnderstood(reply);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8))
        .contains("very-long", "another id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":null}",
        "{\"data\":[1]}",
        "{\"data\":\"text\"}",
        "{\"data\":{\"times\":\"many\"}}",
        "{\"data\":{\"times\":1e99}}",
        "{\"data\":{}}",
        "{\"id\":7,\"ts\":\"soon\",\"user\":\"me\"}",
        "{\"name\":null,\"ts\":1e300}",
        "{\"name\":{},\"id\":null,\"ts\":-1}",
        "{\"user\":{\"stepwell:headers\":{\"a\":7,\"b\":null}}}"
      })
  void anEventOfOtherTypesIsReadAsFarAsPossible(String event) {
    ObjectNode body = call();
    ((ObjectNode) body.path("event")).setAll((ObjectNode) WireJson.own(event));

    assertUnderstood(post("fnId=demo-looped&stepId=step", body));
  }

  @ParameterizedTest
  @CsvSource({
    "fnId=demo-looped&stepId=step&x=1&y&=z&%zz=%, 206",
    "fnId=demo-looped&fnId=demo-other&stepId=step, 206",
    "fnId=demo-looped&stepId=, 206",
    "fnId=demo-looped, 206",
    "fnId=demo-looped&stepId=..%2f..%2fetc, 500",
    "fnId=demo-looped&stepId=%00, 500",
    "fnId=demo-looped-failure&stepId=step, 500",
    "fnId=demo-looped:on-failure&stepId=step, 500",
    "fnId=other-looped&stepId=step, 500",
    "fnId=demo-&stepId=step, 500",
    "fnId=DEMO-LOOPED&stepId=step, 500",
    "fnId=&stepId=step, 500",
    "stepId=step, 500",
    "'', 500"
  })
  void onlyTheNamedFunctionRuns(String query, int status) {
    EndpointReply reply = post(query, call());

    assertUnderstood(reply);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(calls.made()).hasSize(status == 206 ? 1 : 0);
  }

  @Test
  void bytesThatAreNoJsonAreRefused() {
    byte[] utf16 = WireJson.text(call()).getBytes(StandardCharsets.UTF_16);
    byte[] cut = WireJson.bytes(call());
    List<byte[]> bodies = List.of(
        new byte[] {(byte) 0xff, (byte) 0xfe, 0},
        new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'},
        new byte[1_000],
        "[".repeat(100_000).getBytes(StandardCharsets.US_ASCII),
        "{\"a\":".repeat(100_000).getBytes(StandardCharsets.US_ASCII),
        Arrays.copyOf(cut, cut.length - 1),
        (WireJson.text(call()) + WireJson.text(call())).getBytes(StandardCharsets.UTF_8),
        "null".getBytes(StandardCharsets.US_ASCII),
        "7".getBytes(StandardCharsets.US_ASCII));

    for (byte[] body : bodies) {
      EndpointReply reply = post("fnId=demo-looped&stepId=step", body);
      assertThat(reply.status()).isEqualTo(400);
      assertUnderstood(reply);
    }
    assertThat(calls.made()).isEmpty();
    assertThat(post("fnId=demo-looped&stepId=step", utf16).status()).isIn(206, 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t=",
        "t=1&s=",
        "s=SIG&t=NOW",
        "t=NOW&s=SIG&s=SIG",
        "t=NOW&s=SIG ",
        " t=NOW&s=SIG",
        "t=+NOW&s=SIG",
        "t=-1&s=SIG",
        "t=999999999999999999999&s=SIG",
        "t=NOW&s=SIG0",
        "t=LATER&s=SIG",
        "t=NOW&s=ＳSIG"
      })
  void onlyTheExactFormOfASignatureIsAdmitted(String form) {
    byte[] body = CanonicalJson.bytes(call());
    Instant now = Instant.now();
    String signature = SigningKeys.sign(KEY, body, now).replaceFirst(".*s=", "");
    String header = form.replace("SIG", signature)
        .replace("NOW", Long.toString(now.getEpochSecond()))
        .replace("LATER", Long.toString(now.getEpochSecond() + 1));
    try (InngestEndpoint cloud = InngestEndpoint.of(
        InngestSettings.cloud("demo", "http://127.0.0.1:9", KEY, "key").withoutCheckpoints(),
        new DurableEndpointFlows(calls))) {
      for (String method : Set.of("POST", "GET")) {
        EndpointReply reply = cloud.handle(new EndpointRequest(
            method,
            "https://app.example/api/inngest",
            Map.of("fnId", "demo-looped", "stepId", "step"),
            Map.of(Admission.SIGNATURE, header),
            body));

        assertThat(reply.status()).isEqualTo(401);
      }
    }
    assertThat(calls.made()).isEmpty();
  }

  /** A body of a function is signed, and its query is not: a signature of one function's call must not start another. */
  @Test
  void theMethodAndTheBodyDecideWhatASignatureAdmits() {
    byte[] body = CanonicalJson.bytes(call());
    Map<String, String> signed =
        Map.of(Admission.SIGNATURE, SigningKeys.sign(KEY, body, Instant.now()));
    try (InngestEndpoint cloud = InngestEndpoint.of(
        InngestSettings.cloud("demo", "http://127.0.0.1:9", KEY, "key").withoutCheckpoints(),
        new DurableEndpointFlows(calls))) {
      assertThat(cloud
              .handle(new EndpointRequest(
                  "POST", "https://app.example", Map.of("fnId", "demo-looped"), signed, body))
              .status())
          .isEqualTo(206);
      assertThat(cloud
              .handle(new EndpointRequest(
                  "POST", "https://app.example", Map.of("fnId", "demo-known"), signed, body))
              .status())
          .isEqualTo(401);
    }
    assertThat(calls.made()).containsExactly("again 0");
  }
}
