package dev.stepwell.polaris;

import com.sun.net.httpserver.HttpServer;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.inngest.InngestEndpoint;
import dev.stepwell.inngest.InngestEventSender;
import dev.stepwell.inngest.InngestSettings;
import dev.stepwell.inngest.testserver.TestInngestServer;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.api.PolarisServer;
import dev.stepwell.polaris.projects.Projects;
import dev.stepwell.runtime.EventSender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Polaris with its jobs on an Inngest server: a development server, or the one of the tests in this process. */
final class PolarisOnInngest implements AutoCloseable {
  private static final String APP = "polaris";

  private final PolarisServer server;
  private final PolarisClient client;
  private final Endpoint endpoint;

  private PolarisOnInngest(PolarisServer server, PolarisClient client, Endpoint endpoint) {
    this.server = server;
    this.client = client;
    this.endpoint = endpoint;
  }

  /**
   * Starts, and registers the jobs.
   *
   * @param origin the address of a development server; null for the server of the tests
   */
  static PolarisOnInngest start(
      DevDatabase database, Polaris.Settings settings, @Nullable String origin) throws IOException {
    Projects.migrate(database.dataSource());
    PolarisServer server =
        PolarisServer.start(database.dataSource(), settings.internalPort(), settings.internalKey());
    PolarisClient client =
        new PolarisClient(URI.create("http://127.0.0.1:" + server.port()), settings.internalKey());
    TestInngestServer own = origin == null ? TestInngestServer.inRealTime() : null;
    String address = origin != null ? origin : Objects.requireNonNull(own).origin();
    InngestSettings inngest = InngestSettings.dev(APP, address);
    return new PolarisOnInngest(
        server, client, Endpoint.start(inngest, Polaris.jobs(settings, client), own));
  }

  /** The internal API. */
  PolarisClient client() {
    return client;
  }

  /** The sender of events. */
  EventSender sender() {
    return endpoint.sender;
  }

  /** The runs on the server. */
  DemoRuns runs() {
    return endpoint.runs;
  }

  @Override
  public void close() {
    endpoint.close();
    server.close();
  }

  /** The endpoint that the server calls, and what reaches that server. */
  private record Endpoint(
      InngestEndpoint calls,
      HttpServer http,
      EventSender sender,
      DemoRuns runs,
      @Nullable TestInngestServer own) {
    static Endpoint start(InngestSettings settings, Object[] jobs, @Nullable TestInngestServer own)
        throws IOException {
      AttemptLog log = new AttemptLog();
      InngestEndpoint calls = InngestEndpoint.of(settings, List.of(log), jobs);
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      calls.mount(http);
      http.start();
      calls.register("http://localhost:" + http.getAddress().getPort() + settings.servePath());
      return new Endpoint(
          calls,
          http,
          InngestEventSender.of(settings),
          new InngestDemoRuns(settings.apiOrigin(), log),
          own);
    }

    void close() {
      http.stop(0);
      calls.close();
      if (own != null) {
        own.close();
      }
    }
  }
}
