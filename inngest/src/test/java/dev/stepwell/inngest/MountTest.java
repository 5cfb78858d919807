package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableEndpointFlows;
import dev.stepwell.inngest.testserver.TestInngestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The endpoint in the HTTP server of the JDK, as the documentation shows it. */
class MountTest {
  @Test
  void anEndpointThatIsMountedRegistersItself() throws Exception {
    try (TestInngestServer server = new TestInngestServer()) {
      InngestEndpoint endpoint =
          mounted(InngestSettings.dev("polaris", server.origin()), new Calls());

      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (server.registrations.isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }

      endpoint.close();
      assertThat(server.registrations).hasSize(1);
      assertThat(server.registrations.get(0).path("appName").asText()).isEqualTo("polaris");
      assertThat(server.registrations.get(0).path("url").asText()).endsWith("/api/inngest");
    }
  }

  private static InngestEndpoint mounted(InngestSettings settings, Calls calls) throws IOException {
    InngestEndpoint endpoint = InngestEndpoint.of(settings, new DurableEndpointFlows(calls));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer http = HttpServer.create(address, 0);
    endpoint.mount(http);
    http.start();
    return endpoint;
  }
}
