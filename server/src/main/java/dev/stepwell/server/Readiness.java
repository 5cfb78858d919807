package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this process can do its work. Who asks while the database is being asked waits for the same answer. */
final class Readiness implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);

  private static final UUID NO_RUN = new UUID(0, 0);
  private static final int PATIENCE_SECONDS = 2;

  private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
    Thread asking = new Thread(work, "stepwell-readiness");
    asking.setDaemon(true);
    return asking;
  });
  private final Stepwell stepwell;
  private @Nullable CompletableFuture<?> asking;

  Readiness(Stepwell stepwell) {
    this.stepwell = stepwell;
  }

  /** Why it is not ready; null if it is. */
  @Nullable
  String fault() {
    try {
      ask().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "the database does not answer within " + PATIENCE_SECONDS + " seconds";
    } catch (ExecutionException e) {
      log.warn("the database cannot be asked", e.getCause());
      return "the database cannot be asked; the log of the server tells more";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the server stops";
    }
    return stepwell.isAlive() ? null : "the worker of this process has stopped or lost its lease";
  }

  private synchronized CompletableFuture<?> ask() {
    CompletableFuture<?> current = asking;
    if (current == null || current.isDone()) {
      current = CompletableFuture.supplyAsync(() -> stepwell.runs().run(NO_RUN), thread);
      asking = current;
    }
    return current;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
