package dev.stepwell.metrics;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Health;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of this process. {@link #fault} is for a liveness probe and accesses no database; {@link #readiness} also
 * queries the database, on a thread of its own.
 */
public final class StepwellHealth implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StepwellHealth.class);

  private static final UUID NO_RUN = new UUID(0, 0);
  private static final int PATIENCE_SECONDS = 2;

  private final Stepwell stepwell;
  private final Question<?> question;

  /** The health of this process. */
  public StepwellHealth(Stepwell stepwell) {
    this.stepwell = stepwell;
    this.question = new Question<>("stepwell-readiness", () -> stepwell.runs().run(NO_RUN));
  }

  /** Why only a restart helps; null while none is needed, even if the database cannot be reached. */
  public @Nullable String fault() {
    Health health = stepwell.health();
    return health.isDead() ? faultOf(health) : null;
  }

  /** Why the process cannot do its work; null if it can. Completes within two seconds. */
  public CompletableFuture<@Nullable String> readiness() {
    return question
        .ask()
        .thenApply(answer -> true)
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .handle((answer, failure) ->
            failure == null ? faultOf(stepwell.health()) : ofDatabase(failure));
  }

  /** Names the parts that do not work. The causes are only logged, because anyone may call the endpoint. */
  private static @Nullable String faultOf(Health health) {
    if (health.works()) {
      return null;
    }
    log.warn("Parts of this process do not work: {}", health.faults());
    return "parts of this process do not work: " + String.join(", ", health.faulty())
        + "; see the server's log";
  }

  private static String ofDatabase(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "the database did not respond within " + PATIENCE_SECONDS + " seconds";
    }
    log.warn("The database does not respond", failure);
    return "the database does not respond; see the server's log";
  }

  /** Stops the thread that queries the database. */
  @Override
  public void close() {
    question.close();
  }
}
