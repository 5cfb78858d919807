package dev.stepwell.server.live;

import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A question that is polled in the database as long as it has readers, and the changes between results. Readers with
 * the same question share it.
 */
final class Watch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);

  /** A query that takes longer than this is reported, because the database hardly responds. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What readers receive while the database does not respond. The dashboard recognises such messages by their beginning. */
  static final String AWAY = "the database cannot do this now; see the server's log";

  /** What readers receive after another failure. */
  static final String BROKEN = "the server failed to read this; see the server's log";

  /** A character is in memory once, and once more while it is sent. */
  private static final long BYTES_PER_CHARACTER = 4;

  private final String id = UUID.randomUUID().toString();
  private final Source source;
  private final MemoryBudget budget;
  private final MemoryBudget.Share share;
  private final Semaphore looks;
  private final Duration rest;
  private final Seen seen = new Seen();
  private @Nullable String trouble;
  private @Nullable Long lookingSince;
  private long expectedAt = System.nanoTime();
  private boolean closed;

  private Watch(Source source, MemoryBudget budget, Semaphore looks, Duration rest) {
    this.source = source;
    this.budget = budget;
    this.share = budget.standingShare();
    this.looks = looks;
    this.rest = rest;
  }

  /**
   * Starts polling.
   *
   * @param budget the memory for requests, which includes the results of the watch
   * @param looks permits for concurrent queries, shared with other watches
   * @param rest the pause between queries; longer if a query takes long
   */
  static Watch start(Source source, MemoryBudget budget, Semaphore looks, Duration rest) {
    Watch watch = new Watch(source, budget, looks, rest);
    Thread thread = new Thread(watch::loop, "stepwell-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  /** Queries the current state. */
  @FunctionalInterface
  interface Source {
    /**
     * Each item's JSON by its id, in display order.
     *
     * @param share the share of the query in the memory for requests
     */
    Map<String, String> look(MemoryBudget.Share share);
  }

  /** Identifies this watch, and differs after a restart. */
  String id() {
    return id;
  }

  private void loop() {
    long pause = 0;
    while (goesOn(pause)) {
      looks.acquireUninterruptibly();
      long from = System.nanoTime();
      boolean answered = false;
      try {
        begin(from);
        take(look());
        answered = true;
      } catch (RuntimeException | Error e) {
        answered = e instanceof Problem;
        fail(e);
      } finally {
        looks.release();
      }
      long now = System.nanoTime();
      pause = Math.max(rest.toNanos(), 10 * (now - from));
      if (answered) {
        expect(now + pause);
      }
    }
  }

  private synchronized void expect(long at) {
    expectedAt = at;
  }

  private Map<String, String> look() {
    try (MemoryBudget.Share transientShare = budget.share()) {
      return source.look(transientShare);
    }
  }

  private synchronized boolean goesOn(long nanos) {
    long until = System.nanoTime() + nanos;
    try {
      for (long left = nanos; !closed && left > 0; left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
    return !closed;
  }

  private synchronized void begin(long at) {
    lookingSince = at;
  }

  /** For how long the next result has been overdue, in milliseconds; 0 while the watch pauses. */
  synchronized long overdueMillis() {
    return Math.max(0, (System.nanoTime() - expectedAt) / 1_000_000);
  }

  private synchronized void take(Map<String, String> now) {
    seen.take(now);
    if (!closed) {
      share.resize(seen.size() * BYTES_PER_CHARACTER);
    }
    trouble = null;
    lookingSince = null;
    notifyAll();
  }

  /** A question that the API refuses is the reader's mistake, and not trouble of the database. */
  private synchronized void fail(Throwable e) {
    String why = e instanceof Problem
        ? String.valueOf(e.getMessage())
        : e instanceof StoreException ? AWAY : BROKEN;
    if (!(e instanceof Problem) && !why.equals(trouble)) {
      log.warn("A live view cannot be read", e);
    }
    trouble = why;
    lookingSince = null;
    notifyAll();
  }

  /**
   * Waits for changes since this one, for at most this long.
   *
   * @param since the last change that the reader knows; null for none
   * @param told the error that the reader knows; null for none
   * @return null when the watch has closed
   */
  synchronized @Nullable News next(@Nullable Long since, @Nullable String told, Duration atMost)
      throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos();
        !closed && !hasNews(since, told) && left > 0;
        left = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    if (closed) {
      return null;
    }
    noteSlowness();
    return seen.isAny() && trouble == null
        ? seen.since(since)
        : new News(since, null, List.of(), trouble);
  }

  private void noteSlowness() {
    Long since = lookingSince;
    if (since != null && System.nanoTime() - since > PATIENCE.toNanos()) {
      trouble = "the database has not responded for a while";
    }
  }

  private boolean hasNews(@Nullable Long since, @Nullable String told) {
    return trouble != null
        ? !trouble.equals(told)
        : seen.isMoreThan(since) || (seen.isAny() && told != null);
  }

  @Override
  public synchronized void close() {
    closed = true;
    share.close();
    notifyAll();
  }
}
