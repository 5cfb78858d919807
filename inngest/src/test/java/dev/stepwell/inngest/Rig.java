package dev.stepwell.inngest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.testserver.ServerRun;
import dev.stepwell.inngest.testserver.TestInngestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** An endpoint that is registered with a server in memory. */
final class Rig implements AutoCloseable {
  final TestInngestServer server = new TestInngestServer();
  final InngestSettings settings;
  final InngestEndpoint endpoint;
  private final HttpServer http;

  Rig(UnaryOperator<InngestSettings> settings, UnaryOperator<InngestEndpointBuilder> functions) {
    this.settings = settings.apply(InngestSettings.dev("demo", server.origin()));
    this.endpoint = functions.apply(InngestEndpoint.builder(this.settings)).build();
    try {
      this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    http.createContext("/api/inngest", endpoint.handler());
    http.start();
    server.sync("http://127.0.0.1:" + http.getAddress().getPort() + "/api/inngest");
  }

  /** An endpoint that executes one step per call. */
  static Rig of(UnaryOperator<InngestEndpointBuilder> functions) {
    return new Rig(InngestSettings::withoutCheckpoints, functions);
  }

  /** Sends an event, and executes everything that becomes due within three hours. */
  void send(String name, ObjectNode data) {
    server.send(name, data);
    server.advance(Duration.ofHours(3));
  }

  /** The only run of this function after an event of its name. */
  ServerRun run(String function, ObjectNode data) {
    send("demo/" + function, data);
    return server.run("demo-" + function);
  }

  @Override
  public void close() {
    http.stop(0);
    endpoint.close();
    server.close();
  }
}
