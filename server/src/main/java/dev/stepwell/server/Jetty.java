package dev.stepwell.server;

import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The Jetty that listens for a {@link StepwellServer}. */
final class Jetty {
  /** More than the requests and live views that are served at once need: health checks find a thread. */
  private static final int MAX_THREADS = 400;

  private static final int FEWEST_THREADS = 8;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private Jetty() {}

  static Server of(ServerSettings settings, HttpApi api) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, FEWEST_THREADS);
    threads.setName("stepwell-http");
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration()));
    connector.setHost(settings.host);
    connector.setPort(settings.port);
    connector.setIdleTimeout(settings.idleTimeout.toMillis());
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler(settings.basePath);
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    ServletHolder servlet = new ServletHolder(new StepwellServlet(api));
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, "/*");
    server.setHandler(new GracefulHandler(context));
    server.setErrorHandler(new ProblemErrors());
    server.setStopTimeout(GRACE.toMillis());
    return server;
  }

  /** Ids in paths may hold whatever a sender has put into them, so ambiguous paths are left to the routes. */
  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setUriCompliance(UriCompliance.LEGACY);
    configuration.setSendServerVersion(false);
    return configuration;
  }
}
