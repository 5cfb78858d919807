package dev.stepwell.metrics;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Queue;
import dev.stepwell.runtime.model.WorkerInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backlog and the workers of all processes, read from the database at most once in ten seconds. */
final class Backlog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Backlog.class);

  private static final long VALID_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Question<Numbers> question;
  private final LongSupplier clockMillis;
  private @Nullable Asking asking;

  /**
   * A backlog that has not been read yet.
   *
   * @param clockMillis the time in milliseconds, which decides when the backlog is read again
   */
  Backlog(Stepwell stepwell, LongSupplier clockMillis) {
    this.question = new Question<>("stepwell-backlog", () -> read(stepwell));
    this.clockMillis = clockMillis;
  }

  /** The result of one read. */
  record Numbers(Queue queue, long workers) {
    static Numbers of(Stepwell stepwell) {
      return new Numbers(
          stepwell.insights().queue(),
          stepwell.insights().workers().stream().filter(WorkerInfo::alive).count());
    }
  }

  /** A query, and the deadline for its answer. */
  private record Asking(CompletableFuture<Numbers> numbers, long since, long patientUntil) {
    boolean isRecent(long now) {
      return now >= since && now < since + VALID_MILLIS;
    }

    long patienceLeft() {
      return Math.max(0, patientUntil - System.nanoTime());
    }
  }

  /** One of the numbers; NaN if the database does not respond in time. */
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

  /** Starts no query while another is pending; otherwise an unresponsive database would get one per scrape. */
  private synchronized Asking ask() {
    Asking last = asking;
    long now = clockMillis.getAsLong();
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
      log.warn("The backlog cannot be read from the database", e);
      throw e;
    }
  }

  @Override
  public void close() {
    question.close();
  }
}
