package dev.stepwell.server.jetty;

import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A Jetty server with one servlet. */
public final class JettyListener implements AutoCloseable {
  /** More than the concurrently served requests and live views need, so that health checks find a thread. */
  private static final int MAX_THREADS = 400;

  private static final int MIN_THREADS = 8;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Server server;

  private JettyListener(Server server) {
    this.server = server;
  }

  /**
   * Creates a server that does not listen yet.
   *
   * @param port 0 for any free port
   * @param basePath the path of the servlet; {@code /} for all paths
   * @param idleTimeout how long a connection may be idle
   */
  public record Address(String host, int port, String basePath, Duration idleTimeout) {}

  /**
   * Starts listening.
   *
   * @throws Exception if it cannot, for example because the port is in use
   */
  public static JettyListener start(Address address, HttpServlet servlet) throws Exception {
    JettyListener listener = new JettyListener(of(address, servlet));
    try {
      listener.server.start();
    } catch (Exception e) {
      listener.close();
      throw e;
    }
    return listener;
  }

  private static Server of(Address address, HttpServlet servlet) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("stepwell-http");
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration()));
    connector.setHost(address.host);
    connector.setPort(address.port);
    connector.setIdleTimeout(address.idleTimeout.toMillis());
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler(address.basePath);
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    server.setHandler(new GracefulHandler(context));
    server.setErrorHandler(new ProblemErrors());
    server.setStopTimeout(GRACE.toMillis());
    return server;
  }

  /** Ids in paths may contain any characters, so the routes handle ambiguous paths. */
  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setUriCompliance(UriCompliance.LEGACY);
    configuration.setSendServerVersion(false);
    return configuration;
  }

  /** The port that it listens on. */
  public int port() {
    return server.getURI().getPort();
  }

  /** Stops, after answering the current requests. */
  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
