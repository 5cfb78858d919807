package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableEndpointFlows;
import dev.stepwell.inngest.testserver.TestInngestServer;
import dev.stepwell.inngest.wire.CanonicalJson;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.SigningKeys;
import dev.stepwell.inngest.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that signs: admitted and rejected requests, and the content of the responses. */
class CloudTest {
  private static final String KEY = "signkey-test-12345678";
  private static final String OLD_KEY = "signkey-test-abcdef01";
  private static final String SIGNATURE = "x-inngest-signature";

  private final Calls calls = new Calls();
  private final TestInngestServer server = new TestInngestServer();
  private final InngestEndpoint endpoint = InngestEndpoint.of(
      InngestSettings.cloud("demo", server.origin(), KEY, "event-key").fallback(OLD_KEY),
      new DurableEndpointFlows(calls));

  @AfterEach
  void stop() {
    endpoint.close();
    server.close();
  }

  private static ObjectNode call() {
    ObjectNode body = WireJson.object().put("version", -1);
    body.putObject("ctx").put("run_id", "01M85AJQE419RT514RF19FZFCJ").put("attempt", 0);
    ObjectNode event = body.putObject("event").put("name", "demo/looped").put("id", "e1");
    event.putObject("data").put("times", 1);
    return body;
  }

  private EndpointReply post(String query, byte[] body, Map<String, String> headers) {
    return request("POST", query, body, headers);
  }

  private EndpointReply request(
      String method, String query, byte[] body, Map<String, String> headers) {
    return endpoint.handle(new EndpointRequest(
        method, "https://app.example/api/inngest", HttpMessages.query(query), headers, body));
  }

  private static Map<String, String> signed(String key, byte[] body, Instant at) {
    return Map.of(SIGNATURE, SigningKeys.sign(key, body, at));
  }

  private static void assertSigned(EndpointReply reply, String key) throws IOException {
    assertThat(SigningKeys.of(key, null)
            .verify(reply.headers().get(SIGNATURE), reply.body(), Instant.now()))
        .isEqualTo(key);
  }

  @Test
  void aSignedCallIsExecutedAndItsReplyIsSigned() throws IOException {
    byte[] body = CanonicalJson.bytes(call());

    EndpointReply reply =
        post("fnId=demo-looped&stepId=step", body, signed(KEY, body, Instant.now()));

    assertThat(reply.status()).isEqualTo(206);
    assertThat(calls.made()).containsExactly("again 0");
    assertSigned(reply, KEY);
  }

  @Test
  void theKeyThatIsBeingReplacedIsStillAccepted() throws IOException {
    byte[] body = CanonicalJson.bytes(call());

    EndpointReply reply =
        post("fnId=demo-looped&stepId=step", body, signed(OLD_KEY, body, Instant.now()));

    assertThat(reply.status()).isEqualTo(206);
    assertSigned(reply, OLD_KEY);
  }

  @Test
  void theBodyIsSignedInItsCanonicalForm() {
    byte[] canonical = CanonicalJson.bytes(call());
    byte[] spaced = (" " + WireJson.text(call())).getBytes(StandardCharsets.UTF_8);
    Instant now = Instant.now();

    assertThat(post("fnId=demo-looped", spaced, signed(KEY, spaced, now)).status())
        .isEqualTo(401);
    assertThat(post("fnId=demo-looped", spaced, signed(KEY, canonical, now)).status())
        .isEqualTo(206);
  }

  @Test
  void nothingRunsWithoutAValidSignature() {
    byte[] body = CanonicalJson.bytes(call());
    Instant now = Instant.now();
    Duration tooFar = Duration.ofMinutes(6);
    Map<String, String> malformed = new HashMap<>();
    malformed.put(SIGNATURE, "t=now&s=xyz");

    assertThat(post("fnId=demo-looped", body, Map.of()).status()).isEqualTo(401);
    assertThat(post("fnId=demo-looped", body, malformed).status()).isEqualTo(401);
    assertThat(post("fnId=demo-looped", body, signed("signkey-test-ffff", body, now))
            .status())
        .isEqualTo(401);
    assertThat(
            post("fnId=demo-looped", body, signed(KEY, body, now.minus(tooFar))).status())
        .isEqualTo(401);
    assertThat(
            post("fnId=demo-looped", body, signed(KEY, body, now.plus(tooFar))).status())
        .isEqualTo(401);
    assertThat(calls.made()).isEmpty();
  }

  @Test
  void oneSignatureAdmitsOneCall() {
    byte[] body = CanonicalJson.bytes(call());
    Map<String, String> headers = signed(KEY, body, Instant.now());

    assertThat(post("fnId=demo-looped", body, headers).status()).isEqualTo(206);
    assertThat(post("fnId=demo-looped", body, headers).status()).isEqualTo(401);
    assertThat(calls.made()).hasSize(1);
  }

  @Test
  void badBodiesAreRefused() {
    for (String text : new String[] {"", "not json", "[1", "{}", "[".repeat(2_000)}) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      EndpointReply reply = post("fnId=demo-looped", body, signed(KEY, body, Instant.now()));
      assertThat(reply.status()).as(text).isEqualTo(400);
      assertThat(reply.headers().get("x-inngest-no-retry")).isEqualTo("false");
    }
    byte[] body = CanonicalJson.bytes(call());
    EndpointReply unknown = post("fnId=demo-other", body, signed(KEY, body, Instant.now()));
    assertThat(unknown.status()).isEqualTo(500);
    assertThat(new String(unknown.body(), StandardCharsets.UTF_8)).contains("demo-other");
    assertThat(calls.made()).isEmpty();
  }

  @Test
  void aStepThatTheFlowDoesNotComeToIsNotFound() {
    byte[] body = CanonicalJson.bytes(call());

    EndpointReply reply = post(
        "fnId=demo-looped&stepId=0123456789012345678901234567890123456789",
        body,
        signed(KEY, body, Instant.now()));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.headers().get("x-inngest-no-retry")).isEqualTo("false");
    assertThat(calls.made()).isEmpty();
  }

  @Test
  void theEndpointSaysNothingOfItselfToStrangers() throws IOException {
    EndpointReply reply = request("GET", "", new byte[0], Map.of());
    EndpointReply signed = request("GET", "", new byte[0], signed(KEY, new byte[0], Instant.now()));

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.headers()).doesNotContainKeys("x-inngest-sdk", "user-agent");
    JsonNode json = WireJson.read(signed.body());
    assertThat(json.path("authentication_succeeded").asBoolean()).isTrue();
    assertThat(json.path("signing_key_hash").asText()).isEqualTo("b2ed992186a5");
    assertSigned(signed, KEY);
  }

  @Test
  void aTrustProbeIsAnsweredWithASignature() throws IOException {
    EndpointReply reply = post("probe=trust", new byte[0], signed(KEY, new byte[0], Instant.now()));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
    assertSigned(reply, KEY);
    assertThat(post("probe=trust", new byte[0], Map.of()).status()).isEqualTo(401);
  }

  @Test
  void anInBandSyncAnswersWhatTheEndpointWouldRegister() throws IOException {
    byte[] body = CanonicalJson.bytes(WireJson.object().put("url", "https://said.example/x"));
    Map<String, String> headers = new HashMap<>(signed(KEY, body, Instant.now()));
    headers.put("x-inngest-sync-kind", "in_band");

    EndpointReply reply = request("PUT", "", body, headers);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers().get("x-inngest-sync-kind")).isEqualTo("in_band");
    JsonNode json = WireJson.read(reply.body());
    assertThat(json.path("url").asText()).isEqualTo("https://said.example/x");
    assertThat(json.path("functions").size())
        .isEqualTo(json.at("/inspection/function_count").asInt());
    assertSigned(reply, KEY);
    headers.remove(SIGNATURE);
    assertThat(request("PUT", "", body, headers).status()).isEqualTo(401);
  }

  @Test
  void aSyncRegistersWithTheHashOfTheKey() {
    EndpointReply reply = request("PUT", "deployId=d1", new byte[0], Map.of());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(server.registrations).hasSize(1);
    assertThat(server.registrations.get(0).path("url").asText())
        .isEqualTo("https://app.example/api/inngest");
    assertThat(server.requests.get(0).get("Authorization"))
        .singleElement()
        .asString()
        .startsWith("Bearer signkey-test-b2ed9921");
  }
}
