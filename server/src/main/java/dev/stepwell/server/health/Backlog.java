package dev.stepwell.server.health;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Queue;
import dev.stepwell.runtime.model.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What there is to do and who is there to do it: read from the database at most once in ten seconds, however many ask. */
final class Backlog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Backlog.class);

  private static final Duration VALID = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Question<Numbers> question;
  private final InstantSource clock;
  private @Nullable Asking asking;

  Backlog(Stepwell stepwell, InstantSource clock) {
    this.question = new Question<>("stepwell-backlog", () -> read(stepwell));
    this.clock = clock;
  }

  /** What was read at once. */
  record Numbers(Queue queue, long workers) {
    static Numbers of(Stepwell stepwell) {
      return new Numbers(
          stepwell.insights().queue(),
          stepwell.insights().workers().stream().filter(WorkerInfo::alive).count());
    }
  }

  /** A question to the database, and until when an answer to it is waited for. */
  private record Asking(CompletableFuture<Numbers> numbers, Instant since, long patientUntil) {
    boolean isRecent(Instant now) {
      return !now.isBefore(since) && now.isBefore(since.plus(VALID));
    }

    long patienceLeft() {
      return Math.max(0, patientUntil - System.nanoTime());
    }
  }

  /** One of the numbers; NaN if the database does not tell it in time. */
  double tell(ToDoubleFunction<Numbers> number) {
    try {
      Asking current = ask();
      return number.applyAsDouble(
          current.numbers.get(current.patienceLeft(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
      return Double.NaN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
  }

  /** Nothing is asked while an answer is due, or a silent database would have as many questions as there are scrapes. */
  private synchronized Asking ask() {
    Asking last = asking;
    Instant now = clock.instant();
    if (last != null && (!last.numbers.isDone() || last.isRecent(now))) {
      return last;
    }
    Asking next = new Asking(question.ask(), now, System.nanoTime() + PATIENCE.toNanos());
    asking = next;
    return next;
  }

  private static Numbers read(Stepwell stepwell) {
    try {
      return Numbers.of(stepwell);
    } catch (RuntimeException e) {
      log.warn("what there is to do cannot be read", e);
      throw e;
    }
  }

  @Override
  public void close() {
    question.close();
  }
}
