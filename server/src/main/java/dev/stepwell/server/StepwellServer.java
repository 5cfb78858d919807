package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import io.javalin.Javalin;

/**
 * The HTTP API of a {@link Stepwell}, on this machine's loopback address only: whoever can reach it may send events, read runs and
 * cancel them.
 */
public final class StepwellServer implements AutoCloseable {
  /** The port that the API has unless another is asked for. */
  public static final int PORT = 8288;

  /** How many bytes a request may have. */
  static final long LARGEST_REQUEST = 20L * 1024 * 1024;

  private final Javalin javalin;

  private StepwellServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts to listen on 127.0.0.1.
   *
   * @param port the port; 0 for any that is free
   */
  public static StepwellServer start(Stepwell stepwell, int port) {
    Javalin javalin = Javalin.create(config -> {
      config.startup.showJavalinBanner = false;
      config.http.maxRequestSize = LARGEST_REQUEST;
      config.routes.before(Guard::check);
      new EventsApi(stepwell).addTo(config.routes);
      new RunsApi(stepwell).addTo(config.routes);
      new FunctionsApi(stepwell).addTo(config.routes);
      new Description().addTo(config.routes);
      Problems.addTo(config.routes);
    });
    return new StepwellServer(javalin.start("127.0.0.1", port));
  }

  /** The port on which it listens. */
  public int port() {
    return javalin.port();
  }

  /** Stops to listen; requests under way are answered. */
  @Override
  public void close() {
    javalin.stop();
  }
}
