package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableImpossibleLimits;
import dev.stepwell.inngest.flows.DurableLimitedFlows;
import dev.stepwell.inngest.testserver.MiniCel;
import dev.stepwell.inngest.testserver.TestInngestServer;
import dev.stepwell.inngest.wire.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flow control is registered with the server, which enforces it; batches reach the function as lists. */
class FlowControlTest {
  private static final Duration SOON = Duration.ofDays(3);

  private final Calls calls = new Calls();
  private final TestInngestServer server = new TestInngestServer();
  private final Map<String, JsonNode> registered = new HashMap<>();
  private HttpServer http;
  private InngestEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    endpoint = InngestEndpoint.of(
        InngestSettings.dev("demo", server.origin()), new DurableLimitedFlows(calls));
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/inngest", endpoint.handler());
    http.start();
    server.sync("http://127.0.0.1:" + http.getAddress().getPort() + "/api/inngest");
    server
        .registrations
        .get(0)
        .path("functions")
        .forEach(function -> registered.put(function.path("id").asText(), function));
  }

  @AfterEach
  void stop() {
    http.stop(0);
    endpoint.close();
    server.close();
  }

  private static ObjectNode data() {
    return WireJson.object();
  }

  private JsonNode registered(String function) {
    return Objects.requireNonNull(registered.get("demo-" + function));
  }

  private void assertRegistered(String function, String field, String json) {
    assertThat(registered(function).path(field)).isEqualTo(WireJson.own(json));
  }

  private String key(String function, String field, ObjectNode data) {
    ObjectNode event = WireJson.object().put("name", "demo/x");
    event.set("data", data);
    JsonNode of = registered(function).path(field);
    return MiniCel.value(of.path("key").asText(of.path("run").asText()), Map.of("event", event))
        .asText();
  }

  @Test
  void limitsAreRegistered() {
    assertRegistered("limited", "concurrency", """
            [{"limit":1,"key":"(event.data.tenant == null ? \\"\\" : \\"=\\" + string(event.data.tenant))"},
             {"limit":5,"scope":"env","key":"\\"openai\\" + \\":\\" + (event.data.plan == \\"paid\\" ? \\"=true\\" : ((event.data.plan != null && event.data.plan != \\"paid\\") ? \\"=false\\" : \\"\\"))"}]
            """);
    assertRegistered("limited", "throttle", """
            {"limit":10,"period":"1m","burst":3,"key":"(event.data.tenant == null ? \\"\\" : \\"=\\" + string(event.data.tenant))"}
            """);
    assertRegistered(
        "limited", "priority", "{\"run\":\"(event.data.plan == \\\"paid\\\" ? 3600 : -60)\"}");
    assertRegistered("debounced", "debounce", """
            {"period":"2s","timeout":"1m","key":"(event.data.doc == null ? \\"\\" : \\"=\\" + string(event.data.doc))"}
            """);
    assertRegistered("alone", "singleton", "{\"mode\":\"skip\"}");
    assertThat(registered("single").at("/singleton/mode").asText()).isEqualTo("cancel");
    assertThat(registered("rated").at("/rateLimit/limit").asInt()).isOne();
    assertThat(registered("bill").path("batchEvents").toString())
        .contains("\"maxSize\":3", "\"timeout\":\"26h1s\"", "\"if\":\"event.data.units < 1000\"");
  }

  @Test
  void keysOfDifferentValuesDiffer() {
    List<ObjectNode> events = List.of(
        data(),
        data().put("tenant", ""),
        data().put("tenant", "1:a"),
        data().put("tenant", "1").put("size", 1),
        data().put("tenant", "11"),
        data().put("size", 1),
        data().put("size", 0));

    assertThat(events.stream().map(event -> key("rated", "rateLimit", event)))
        .doesNotHaveDuplicates();
    assertThat(key("rated", "rateLimit", data().putNull("tenant")))
        .isEqualTo(key("rated", "rateLimit", data()));
  }

  @Test
  void aPriorityIsAWholeNumber() {
    assertThat(key("rated", "priority", data())).isEqualTo("0");
    assertThat(key("rated", "priority", data().put("size", 7))).isEqualTo("7");
    assertThat(key("limited", "priority", data().put("plan", "paid"))).isEqualTo("3600");
    assertThat(key("limited", "priority", data())).isEqualTo("-60");
  }

  @Test
  void aBatchIsAListOfItsEventsInEachCall() {
    for (int units = 1; units <= 3; units++) {
      server.send("demo/used", data().put("account", "a").put("units", units));
      server.send("demo/used", data().put("account", "b" + units).put("units", units));
    }
    server.send("demo/used", data().put("account", "a").put("units", 1000));
    server.advance(Duration.ofHours(1));

    assertThat(server.runs.stream().map(run -> run.result.asText()))
        .containsExactly("a1 a2 a3 = 6", "a1000 = 1000");
    server.advance(SOON);
    assertThat(server.runs.stream().map(run -> run.result.asText()))
        .contains("b11 = 1", "b22 = 2", "b33 = 3");
  }

  @Test
  void aBatchThatIsTooLargeForACallIsLoaded() {
    server.usesApi = true;
    for (int units = 1; units <= 3; units++) {
      server.send("demo/used", data().put("account", "a").put("units", units));
    }
    server.advance(SOON);

    assertThat(server.run("demo-bill").result.asText()).isEqualTo("a1 a2 a3 = 6");
  }

  @Test
  void aFailedBatchReportsAllItsEvents() {
    server.send("demo/used", data().put("account", "a").put("units", -1));
    server.send("demo/used", data().put("account", "a").put("units", -2));
    server.advance(SOON);

    assertThat(calls.made())
        .containsExactly(
            "invoice a-1 a-2",
            "failed [Used[account=a, units=-1], Used[account=a, units=-2]] nothing to bill");
  }

  @Test
  void whatAServerCannotDoIsRejectedAtStart() {
    assertThatThrownBy(() -> InngestEndpoint.of(
            InngestSettings.dev("demo", "http://localhost:8288"), new DurableImpossibleLimits()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("function three: 3 @Concurrency annotations are more than the 2")
        .hasMessageContaining("function three: @Concurrency(per = RUN)")
        .hasMessageContaining("function three: @MaxWaiting")
        .hasMessageContaining("function three: @Throttle(cost = …)")
        .hasMessageContaining("function three: @Throttle(scope = \"mailer\")")
        .hasMessageContaining("function three: the period of @Throttle is PT1.5S")
        .hasMessageContaining("function three: the period of @RateLimit is PT25H")
        .hasMessageContaining("either idempotencyKey or @RateLimit")
        .hasMessageContaining("function three: the condition of its @CancelOn on demo/cancel")
        .hasMessageContaining("function three: @Concurrency on step charge limits that step alone")
        .hasMessageContaining("function three: @Throttle on step charge spreads its attempts")
        .hasMessageContaining("function late: the period of @Debounce is PT192H")
        .hasMessageContaining("function late: @Singleton(mode = QUEUE_LATEST)")
        .hasMessageContaining("function lonely: the maxSize of @Batch is 1")
        .hasMessageContaining("function lonely: the timeout of @Batch is PT0.01S")
        .hasMessageContaining("function lonely: @Batch(maxBytes = …)")
        .hasMessageContaining("function lonely: an Inngest server accepts no @Priority");
  }
}
