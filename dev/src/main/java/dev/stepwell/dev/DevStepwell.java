package dev.stepwell.dev;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.StepwellServer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything for development: a {@link DevDatabase}, a {@link Stepwell} on it, and the dashboard. */
public final class DevStepwell implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DevStepwell.class);

  private final DevDatabase database;
  private final Stepwell stepwell;
  private final StepwellServer server;

  private DevStepwell(DevDatabase database, Stepwell stepwell, StepwellServer server) {
    this.database = database;
    this.stepwell = stepwell;
    this.server = server;
  }

  /**
   * Starts everything, with the data in {@code .stepwell/postgres} of the working directory and the dashboard on port 8288.
   *
   * @param durable instances of generated classes, whose functions it executes
   * @throws IllegalStateException if the database cannot be started, or the port is in use
   */
  public static DevStepwell start(Object... durable) {
    return start(DevDatabase.open(), StepwellServer.PORT, durable);
  }

  /**
   * Starts everything, with the data in this folder and the dashboard on this port of 127.0.0.1; 0 for any free port.
   *
   * @param durable instances of generated classes, whose functions it executes
   * @throws IllegalStateException if the database cannot be started, or the port is in use
   */
  public static DevStepwell startIn(Path folder, int port, Object... durable) {
    return start(DevDatabase.open(folder), port, durable);
  }

  private static DevStepwell start(DevDatabase database, int port, Object... durable) {
    Stepwell stepwell = null;
    try {
      stepwell = database.stepwell().register(durable).start();
      StepwellServer server = StepwellServer.start(stepwell, port);
      log.info("The dashboard is at http://127.0.0.1:{}/", server.port());
      return new DevStepwell(database, stepwell, server);
    } catch (RuntimeException e) {
      if (stepwell != null) {
        stepwell.close();
      }
      database.close();
      throw e;
    }
  }

  /** The Stepwell that executes the functions. */
  public Stepwell stepwell() {
    return stepwell;
  }

  /** The port of the dashboard. */
  public int port() {
    return server.port();
  }

  /** Stops everything, in order. */
  @Override
  public void close() {
    server.close();
    stepwell.close();
    database.close();
  }
}
