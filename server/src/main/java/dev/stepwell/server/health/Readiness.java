package dev.stepwell.server.health;

import dev.stepwell.runtime.Stepwell;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
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

  /** Why it is not ready; null if it is. */
  @Nullable
  String fault() {
    try {
      question.ask().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "the database does not answer within " + PATIENCE_SECONDS + " seconds";
    } catch (ExecutionException e) {
      log.warn("the database cannot be asked", e.getCause());
      return "the database cannot be asked; the log of the server tells more";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the server stops";
    }
    String faults = stepwell.health().faults();
    return faults.isEmpty() ? null : faults;
  }

  @Override
  public void close() {
    question.close();
  }
}
