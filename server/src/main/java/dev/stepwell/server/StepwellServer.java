package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.jetty.JettyListener;
import dev.stepwell.server.metrics.OwnRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API of a {@link Stepwell}, on a port of its own. Unless its settings say otherwise it is on this machine's loopback address
 * only: whoever can reach it may send events, read runs and cancel them. It needs Jetty, which {@code dev.stepwell:stepwell-server-jetty}
 * brings; within an application that has a servlet container, use {@link StepwellServlet}.
 */
public final class StepwellServer implements AutoCloseable {
  /** The port that the API has unless another is asked for. */
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
   * Starts to listen on 127.0.0.1.
   *
   * @param port the port; 0 for any that is free
   */
  public static StepwellServer start(Stepwell stepwell, int port) {
    return start(stepwell, ServerSettings.defaults().port(port));
  }

  /**
   * Starts to listen as the settings say.
   *
   * @throws IllegalArgumentException if other machines could reach it, and might do everything
   * @throws IllegalStateException if it cannot listen, for example because another has the port
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
              + " StepwellServlet in the servlet container that the application has",
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

  /** The port on which it listens. */
  public int port() {
    return listener.port();
  }

  /** Stops to listen; requests under way are answered. */
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
