package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.jetty.JettyListener;
import dev.stepwell.server.metrics.OwnRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API of a {@link Stepwell} on its own port. By default it listens only on this machine's loopback address,
 * with open access to sending events, reading runs and cancelling them. It requires Jetty, which {@code
 * dev.stepwell:stepwell-server-jetty} includes. In an application with a servlet container, use {@link
 * StepwellServlet}.
 */
public final class StepwellServer implements AutoCloseable {
  /** The default port. */
  public static final int PORT = 8288;

  private final JettyListener listener;
  private final HttpApi api;
  private final @Nullable OwnRegistry registry;

  private StepwellServer(JettyListener listener, HttpApi api, @Nullable OwnRegistry registry) {
    this.listener = listener;
    this.api = api;
    this.registry = registry;
  }

  /**
   * Starts listening on 127.0.0.1.
   *
   * @param port the port; 0 for any free port
   */
  public static StepwellServer start(Stepwell stepwell, int port) {
    return start(stepwell, ServerSettings.defaults().port(port));
  }

  /**
   * Starts listening with these settings.
   *
   * @throws IllegalArgumentException if the settings give other machines open access
   * @throws IllegalStateException if it cannot listen, for example because the port is in use
   */
  public static StepwellServer start(Stepwell stepwell, ServerSettings settings) {
    settings.checkForServer();
    if (settings.metrics != null || !OwnRegistry.isPossible()) {
      return start(new HttpApi(stepwell, settings), settings, null);
    }
    OwnRegistry registry = new OwnRegistry(stepwell, settings.clock);
    return start(new HttpApi(stepwell, settings.metrics(registry)), settings, registry);
  }

  static StepwellServer start(
      HttpApi api, ServerSettings settings, @Nullable OwnRegistry registry) {
    try {
      JettyListener.Address address = new JettyListener.Address(
          settings.host, settings.port, settings.basePath, settings.idleTimeout);
      return new StepwellServer(
          JettyListener.start(address, new StepwellServlet(api)), api, registry);
    } catch (NoClassDefFoundError e) {
      close(api, registry);
      throw new IllegalStateException(
          "Jetty is not on the class path: add dev.stepwell:stepwell-server-jetty, or mount"
              + " StepwellServlet in the application's servlet container",
          e);
    } catch (Exception e) {
      close(api, registry);
      throw new IllegalStateException(
          "cannot listen on " + settings.host + ":" + settings.port + ": " + e.getMessage(), e);
    }
  }

  private static void close(HttpApi api, @Nullable OwnRegistry registry) {
    api.close();
    if (registry != null) {
      registry.close();
    }
  }

  /** The port that it listens on. */
  public int port() {
    return listener.port();
  }

  /** Stops listening, after answering the current requests. */
  @Override
  public void close() {
    api.endLive();
    try {
      listener.close();
    } finally {
      close(api, registry);
    }
  }
}
