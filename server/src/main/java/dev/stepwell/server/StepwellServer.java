package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * The HTTP API of a {@link Stepwell}. Unless its settings say otherwise it is on this machine's loopback address only: whoever can
 * reach it may send events, read runs and cancel them.
 */
public final class StepwellServer implements AutoCloseable {
  /** The port that the API has unless another is asked for. */
  public static final int PORT = 8288;

  private final Server jetty;
  private final HttpApi api;

  private StepwellServer(Server jetty, HttpApi api) {
    this.jetty = jetty;
    this.api = api;
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
    HttpApi api = new HttpApi(stepwell, settings);
    StepwellServer server = new StepwellServer(Jetty.of(settings, api), api);
    try {
      server.jetty.start();
    } catch (Exception e) {
      server.close();
      throw new IllegalStateException(
          "cannot listen on " + settings.host + ":" + settings.port + ": " + e.getMessage(), e);
    }
    return server;
  }

  /** The port on which it listens. */
  public int port() {
    return jetty.getURI().getPort();
  }

  /** Stops to listen; requests under way are answered. */
  @Override
  public void close() {
    api.endLive();
    try {
      LifeCycle.stop(jetty);
    } finally {
      api.close();
    }
  }
}
