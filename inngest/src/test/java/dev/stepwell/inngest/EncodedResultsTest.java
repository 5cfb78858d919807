package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableEndpointFlows;
import dev.stepwell.inngest.testserver.ServerRun;
import dev.stepwell.inngest.testserver.TestInngestServer;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.codec.PayloadCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A codec hides results from the server, which reads events if the settings say so. */
class EncodedResultsTest {
  private final Calls calls = new Calls();
  private final TestInngestServer server = new TestInngestServer();
  private HttpServer http;
  private InngestEndpoint endpoint;

  /** Writes text backwards. */
  private static final class Backwards implements PayloadCodec {
    @Override
    public String encode(String json) {
      return new StringBuilder(json).reverse().toString();
    }

    @Override
    public String decode(String encoded) {
      return encode(encoded);
    }
  }

  @BeforeEach
  void start() throws IOException {
    endpoint = InngestEndpoint.builder(
            InngestSettings.dev("demo", server.origin()).withoutCheckpoints().withClearEvents())
        .codec(new Backwards())
        .register(new DurableEndpointFlows(calls))
        .build();
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

  private ServerRun run(String name, ObjectNode data) {
    server.send("demo/" + name, data);
    server.advance(Duration.ofHours(1));
    return server.run("demo-" + name);
  }

  private static JsonNode encoded(String json) {
    String backwards = new StringBuilder(json).reverse().toString();
    return WireJson.object().put("stepwell:encoded", backwards);
  }

  @Test
  void resultsOfStepsAndFunctionsAreEncoded() {
    ServerRun run = run("parent", WireJson.object().put("n", 21));

    assertThat(run.result).isEqualTo(encoded("\"child said 42\""));
    assertThat(server.run("demo-child").steps.values())
        .containsExactly(WireJson.object().set("data", encoded("42")));
  }

  @Test
  void waitsMatchAndEventsOfFlowsAreReadable() {
    server.send("demo/waiter", WireJson.object().put("id", "s1"));
    server.advance(Duration.ofSeconds(1));

    run("sender", WireJson.object().put("id", "s1"));

    assertThat(server.run("demo-waiter").result).isEqualTo(encoded("\"sender\""));
  }
}
