package dev.stepwell.server.health;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Health;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this process can do its work. */
final class Readiness implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);

  private static final UUID NO_RUN = new UUID(0, 0);
  private static final int PATIENCE_SECONDS = 2;

  private final Stepwell stepwell;
  private final Question<?> question;

  Readiness(Stepwell stepwell) {
    this.stepwell = stepwell;
    this.question = new Question<>("stepwell-readiness", () -> stepwell.runs().run(NO_RUN));
  }

  /** Why it is not ready; null if it is. Completes within the patience. */
  CompletableFuture<@Nullable String> fault() {
    return question
        .ask()
        .thenApply(answer -> true)
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .handle((answer, failure) -> failure == null ? ofWorker() : ofDatabase(failure));
  }

  private @Nullable String ofWorker() {
    return faultOf(stepwell.health());
  }

  /** Which parts of the process do not work; null if all do. Why goes to the log, because anyone may ask. */
  static @Nullable String faultOf(Health health) {
    if (health.works()) {
      return null;
    }
    log.warn("Parts of this process do not work: {}", health.faults());
    return "parts of this process do not work: " + String.join(", ", health.faulty())
        + "; the log of the server tells more";
  }

  private static String ofDatabase(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "the database does not answer within " + PATIENCE_SECONDS + " seconds";
    }
    log.warn("The database cannot be asked", failure);
    return "the database cannot be asked; the log of the server tells more";
  }

  @Override
  public void close() {
    question.close();
  }
}
