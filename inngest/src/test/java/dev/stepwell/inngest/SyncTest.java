package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.inngest.flows.Approval;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableBreakfast;
import dev.stepwell.inngest.wire.CanonicalJson;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.SigningKeys;
import dev.stepwell.inngest.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings in environment variables, introspection, and both kinds of sync. */
class SyncTest {
  private static final String KEY = "signkey-prod-12345678";
  private static final String OLD_KEY = "signkey-prod-abcdef01";

  private final StandIn api = new StandIn();

  @AfterEach
  void stop() {
    api.close();
  }

  private static EndpointReply ask(
      InngestSettings settings,
      String method,
      Map<String, String> query,
      Map<String, String> headers) {
    byte[] body = method.equals("GET")
        ? new byte[0]
        : CanonicalJson.bytes(WireJson.object().put("url", "https://said.example/x?a=b"));
    Map<String, String> all = new HashMap<>(headers);
    if (headers.containsKey("key")) {
      all.put(Admission.SIGNATURE, SigningKeys.sign(headers.get("key"), body, Instant.now()));
    }
    try (InngestEndpoint endpoint =
        InngestEndpoint.of(settings, new DurableBreakfast(new Calls()))) {
      return endpoint.handle(
          new EndpointRequest(method, "https://app.example/api/inngest", query, all, body));
    }
  }

  private static JsonNode json(EndpointReply reply) {
    return WireJson.own(new String(reply.body(), StandardCharsets.UTF_8));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void theShortIntrospectionNamesNoKeyAndNoAddress() {
    JsonNode json = json(ask(InngestSettings.dev("demo", api.origin()), "GET", Map.of(), Map.of()));

    assertThat(names(json))
        .containsExactlyInAnyOrder(
            "function_count",
            "has_event_key",
            "has_signing_key",
            "has_signing_key_fallback",
            "mode",
            "schema_version",
            "extra",
            "authentication_succeeded");
    assertThat(json.path("function_count").asInt()).isOne();
    assertThat(json.path("mode").asText()).isEqualTo("dev");
    assertThat(json.path("authentication_succeeded").isNull()).isTrue();
  }

  @Test
  void theLongIntrospectionHasDigestsOfTheKeys() {
    InngestSettings settings = InngestSettings.of(
        "demo",
        Map.of(
            "INNGEST_SIGNING_KEY", KEY,
            "INNGEST_SIGNING_KEY_FALLBACK", OLD_KEY,
            "INNGEST_EVENT_KEY", "event-key",
            "INNGEST_ENV", "branch",
            "INNGEST_SERVE_ORIGIN", "https://own.example",
            "INNGEST_SERVE_PATH", "/calls"));

    JsonNode json = json(ask(settings, "GET", Map.of(), Map.of("key", OLD_KEY)));

    assertThat(json.path("authentication_succeeded").asBoolean()).isTrue();
    assertThat(json.path("mode").asText()).isEqualTo("cloud");
    assertThat(json.path("env").asText()).isEqualTo("branch");
    assertThat(json.path("api_origin").asText()).isEqualTo("https://api.inngest.com/");
    assertThat(json.path("event_api_origin").asText()).isEqualTo("https://inn.gs/");
    assertThat(json.path("serve_origin").asText()).isEqualTo("https://own.example");
    assertThat(json.path("serve_path").asText()).isEqualTo("/calls");
    assertThat(json.path("signing_key_hash").asText()).isEqualTo("b2ed992186a5");
    assertThat(json.path("signing_key_fallback_hash").asText()).hasSize(12);
    assertThat(json.path("event_key_hash").asText()).hasSize(64);
    assertThat(json.at("/capabilities/trust_probe").asText()).isEqualTo("v1");
    assertThat(json.toString()).doesNotContain("12345678", "abcdef01", "event-key");
  }

  @Test
  void anOutOfBandSyncForwardsTheDeployAndTheKindOfTheServer() {
    api.answer = "{\"ok\":true,\"modified\":true}".getBytes(StandardCharsets.UTF_8);
    InngestSettings settings = InngestSettings.cloud("demo", api.origin(), KEY, "event-key");

    EndpointReply reply = ask(
        settings,
        "PUT",
        Map.of("deployId", "d 1"),
        Map.of("key", KEY, "x-inngest-server-kind", "cloud"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(json(reply))
        .isEqualTo(
            WireJson.object().put("message", "Successfully registered").put("modified", true));
    StandIn.Received sent = api.received().get(0);
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.path()).isEqualTo("/fn/register?deployId=d+1");
    assertThat(sent.header("X-inngest-sync-kind")).isEqualTo("out_of_band");
    assertThat(sent.header("X-inngest-expected-server-kind")).isEqualTo("cloud");
    assertThat(sent.header("X-inngest-sdk")).matches("[\\w-]+:v\\d.*");
    assertThat(sent.body().path("url").asText()).isEqualTo("https://said.example/x");
    assertThat(sent.body().at("/functions/0/steps/step/runtime/url").asText())
        .isEqualTo("https://said.example/x?fnId=demo-breakfast&stepId=step");
  }

  /** The server still has the key that is being replaced. */
  @Test
  void aServerThatRefusesTheKeyIsAskedWithTheFallback() {
    api.status = 401;
    InngestSettings settings = InngestSettings.cloud("demo", api.origin(), KEY, "event-key");

    ask(settings.fallback(OLD_KEY), "PUT", Map.of(), Map.of("key", KEY));

    assertThat(api.received()).hasSize(2);
    assertThat(api.received().get(0).header("Authorization"))
        .isNotEqualTo(api.received().get(1).header("Authorization"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "0, -, -, -, false, https://api.inngest.com, https://inn.gs",
        "-, -, -, -, false, https://api.inngest.com, https://inn.gs",
        "false, -, -, -, false, https://api.inngest.com, https://inn.gs",
        "1, -, -, -, true, http://localhost:8288, http://localhost:8288",
        "true, -, -, -, true, http://localhost:8288, http://localhost:8288",
        "http://dev:1/, -, -, -, true, http://dev:1, http://dev:1",
        "dev:1, -, -, -, true, http://dev:1, http://dev:1",
        "1, http://own:2, -, -, true, http://own:2, http://own:2",
        "-, http://own:2, -, -, false, http://own:2, http://own:2",
        "0, http://own:2, http://api:3, -, false, http://api:3, http://own:2",
        "0, -, -, http://e:4, false, https://api.inngest.com, http://e:4",
        "http://dev:1, -, http://api:3, http://e:4, true, http://api:3, http://e:4"
      })
  void addressesComeFromTheVariablesOfTheSdks(
      String dev,
      String base,
      String apiBase,
      String eventBase,
      boolean isDev,
      String a,
      String e) {
    Map<String, String> variables = new HashMap<>();
    variables.put("INNGEST_DEV", dev);
    variables.put("INNGEST_BASE_URL", base);
    variables.put("INNGEST_API_BASE_URL", apiBase);
    variables.put("INNGEST_EVENT_API_BASE_URL", eventBase);

    InngestSettings settings = InngestSettings.of("demo", variables);

    assertThat(settings.isDev()).isEqualTo(isDev);
    assertThat(settings.apiOrigin()).isEqualTo(a);
    assertThat(settings.eventOrigin()).isEqualTo(e);
  }

  @Test
  void theEnvironmentAndTheEventKeyAreSent() {
    api.answer = "{\"ids\":[\"i\"],\"status\":200}".getBytes(StandardCharsets.UTF_8);
    InngestSettings settings = InngestSettings.of(
        "demo",
        Map.of(
            "INNGEST_DEV", api.origin(),
            "INNGEST_EVENT_KEY", "key/1",
            "INNGEST_ENV", "branch"));

    InngestEventSender.of(settings).send(new Approval("a", "b"));

    assertThat(api.received().get(0).path()).isEqualTo("/e/key%2F1");
    assertThat(api.received().get(0).header("X-inngest-env")).isEqualTo("branch");
  }

  /** Without a mount: the address is known from the settings. */
  @Test
  void anEndpointThatKnowsItsAddressRegistersAtItsStart() throws Exception {
    api.answer = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
    InngestSettings settings = InngestSettings.of(
        "demo",
        Map.of(
            "INNGEST_DEV", api.origin(),
            "INNGEST_SERVE_ORIGIN", "https://own.example/",
            "INNGEST_SERVE_PATH", "/calls"));

    try (InngestEndpoint endpoint =
        InngestEndpoint.of(settings, new DurableBreakfast(new Calls()))) {
      long deadline = System.nanoTime() + 60_000_000_000L;
      while (api.received().isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(5);
      }
      assertThat(endpoint).isNotNull();
    }
    assertThat(api.received().get(0).body().path("url").asText())
        .isEqualTo("https://own.example/calls");
  }
}
