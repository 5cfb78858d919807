package dev.stepwell.dev;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.StepwellServer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything switched on, for development: a {@link DevDatabase}, a {@link Stepwell} on it, and the dashboard. */
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
   * Starts, with the data in {@code .stepwell/postgres} of the working directory and the dashboard on port 8288.
   *
   * @param durable instances of generated classes, whose functions are executed
   * @throws IllegalStateException if the database cannot be started, or the port is taken
   */
  public static DevStepwell start(Object... durable) {
    return start(DevDatabase.open(), StepwellServer.PORT, durable);
  }

  /**
   * Starts, with the data in this folder and the dashboard on this port of 127.0.0.1; 0 for any that is free.
   *
   * @param durable instances of generated classes, whose functions are executed
   * @throws IllegalStateException if the database cannot be started, or the port is taken
   */
  public static DevStepwell startIn(Path folder, int port, Object... durable) {
    return start(DevDatabase.open(folder), port, durable);
  }

  private static DevStepwell start(DevDatabase database, int port, Object... durable) {
    Stepwell stepwell = null;
    try {
      stepwell = database.stepwell().register(durable).start();
      StepwellServer server = StepwellServer.start(stepwell, port);
      log.info("the dashboard is at http://127.0.0.1:{}/", server.port());
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

  /** Stops all of it, in order. */
  @Override
  public void close() {
    server.close();
    stepwell.close();
    database.close();
  }
}
