package dev.stepwell.runtime;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.time.DatabaseClock;
import dev.stepwell.runtime.time.ReconnectBackoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a Stepwell: waits for its database if configured, and closes everything if the start fails. */
final class StartSequence {
  private static final Logger log = LoggerFactory.getLogger(StartSequence.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private StartSequence() {}

  static Stepwell build(StepwellBuilder builder) {
    return open(builder, () -> {}, stepwell -> stepwell);
  }

  static Stepwell start(StepwellBuilder builder) {
    return open(builder, new PoolRoom(builder)::requireForWorker, Stepwell::start);
  }

  /** Checks, builds, and applies this to the result. */
  private static Stepwell open(
      StepwellBuilder builder, Runnable check, UnaryOperator<Stepwell> then) {
    try {
      builder.requireValid();
      check.run();
      return openWaiting(builder, then);
    } catch (Throwable t) {
      close(builder.owned, t);
      throw t;
    }
  }

  private static Stepwell openWaiting(StepwellBuilder builder, UnaryOperator<Stepwell> then) {
    DatabaseClock clock = new DatabaseClock();
    Instant until = builder.databaseWait.compareTo(Duration.ofDays(10_000)) > 0
        ? Instant.MAX
        : clock.now().plus(builder.databaseWait);
    ReconnectBackoff backoff = new ReconnectBackoff();
    while (true) {
      try {
        return new StartSequence().openOnce(builder, then);
      } catch (StoreException | PoolInitializationException e) {
        boolean passes = !(e instanceof StoreException refused) || refused.isPassing();
        if (!passes || !clock.now().isBefore(until)) {
          throw e;
        }
        log.warn(
            "the database is not usable, so Stepwell has not started; retrying: {}",
            e.getMessage());
        pause(backoff, e);
      }
    }
  }

  private static void pause(ReconnectBackoff backoff, RuntimeException cause) {
    try {
      backoff.pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }

  private Stepwell openOnce(StepwellBuilder builder, UnaryOperator<Stepwell> then) {
    try {
      return then.apply(new Stepwell(builder, this));
    } catch (Throwable t) {
      opened.forEach(resource -> close(resource, t));
      throw t;
    }
  }

  /** Registers what to close, in reverse order, if the start fails later. */
  <T extends AutoCloseable> T opened(T resource) {
    opened.addFirst(resource);
    return resource;
  }

  private static void close(@Nullable AutoCloseable resource, Throwable cause) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }
}
