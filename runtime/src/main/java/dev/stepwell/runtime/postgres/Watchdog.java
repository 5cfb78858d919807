package dev.stepwell.runtime.postgres;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that looks once per second after connections that others use. */
final class Watchdog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stepwell-watchdog");
        thread.setDaemon(true);
        return thread;
      });

  /** Starts to look. */
  Watchdog(Runnable look) {
    var unused = executor.scheduleWithFixedDelay(() -> look(look), 1, 1, TimeUnit.SECONDS);
  }

  private static void look(Runnable look) {
    try {
      look.run();
    } catch (Throwable t) {
      log.error("connections could not be checked; retrying", t);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
