package dev.stepwell.server.access;

import dev.stepwell.runtime.store.Logouts;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that were logged out, here or on another server of this database (ADR 65). The database is asked in the background, at
 * most once per second and session, so that neither requests nor live views wait for it. Only the first request of a session waits, for a
 * limited time.
 */
final class ClosedSessions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClosedSessions.class);
  private static final int MAX_KNOWN = 100_000;
  private static final int MAX_PENDING = 1_000;
  private static final long PATIENCE_SECONDS = 2;
  private static final long MOMENT = Duration.ofSeconds(1).toNanos();

  private final Remembered<Known> known = new Remembered<>(MAX_KNOWN);
  private final Logouts logouts;
  private final ThreadPoolExecutor thread;

  ClosedSessions(Logouts logouts) {
    this.logouts = logouts;
    this.thread = new ThreadPoolExecutor(
        1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_PENDING), task -> {
          Thread daemon = new Thread(task, "stepwell-logouts");
          daemon.setDaemon(true);
          return daemon;
        });
    thread.allowCoreThreadTimeOut(true);
  }

  /** What the last answer about a session was. */
  private static final class Known {
    final CountDownLatch answered = new CountDownLatch(1);
    volatile boolean isClosed;
    private boolean isAsking;
    private long askedAt;

    /** Whether the database must be asked now; false while it is asked. A closed session stays closed. */
    synchronized boolean begin() {
      boolean isNew = answered.getCount() > 0;
      if (isClosed || isAsking || !(isNew || System.nanoTime() - askedAt >= MOMENT)) {
        return false;
      }
      isAsking = true;
      return true;
    }

    synchronized void end(boolean closed) {
      isClosed |= closed;
      isAsking = false;
      askedAt = System.nanoTime();
      answered.countDown();
    }
  }

  /** Closes a session in this process at once, and for all others with a record in the database. */
  void add(String id, Instant until, Instant now) {
    of(id).end(true);
    logouts.add(id, until, now);
  }

  /** Whether the session was logged out, as of the last answer of the database. */
  boolean contains(String id) {
    Known session = of(id);
    if (session.begin()) {
      ask(id, session);
    }
    try {
      boolean unused = session.answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return session.isClosed;
  }

  private Known of(String id) {
    synchronized (known) {
      return known.computeIfAbsent(id, unused -> new Known());
    }
  }

  private void ask(String id, Known session) {
    try {
      thread.execute(() -> session.end(isLoggedOut(id)));
    } catch (RejectedExecutionException e) {
      session.end(false);
    }
  }

  /** While the database does not respond, sessions stay as they are: nothing is shown then that they could be kept from. */
  private boolean isLoggedOut(String id) {
    try {
      return logouts.contains(id);
    } catch (RuntimeException e) {
      log.debug("Cannot tell whether a session was logged out", e);
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
