package dev.stepwell.server.live;

import dev.stepwell.server.http.MemoryBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question that is asked of the database again and again while somebody wants to know the answer, and what has changed in it from
 * one time to the next. All who ask the same share it.
 */
final class Watch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);

  /** A look that takes longer than this is told of: the database hardly answers. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What readers are told of a look that failed. */
  static final String AWAY = "the database cannot do this now; the log of the server tells more";

  /** A character is held as such, and once more while it is sent. */
  private static final long BYTES_PER_CHARACTER = 4;

  private final String id = UUID.randomUUID().toString();
  private final Source source;
  private final MemoryBudget budget;
  private final MemoryBudget.Share share;
  private final Duration rest;
  private final Seen seen = new Seen();
  private @Nullable String trouble;
  private @Nullable Long lookingSince;
  private long seenAt = System.nanoTime();
  private boolean closed;

  private Watch(Source source, MemoryBudget budget, Duration rest) {
    this.source = source;
    this.budget = budget;
    this.share = budget.share();
    this.rest = rest;
  }

  /**
   * Starts to look.
   *
   * @param budget the memory for requests, of which the watch holds what it has seen
   * @param rest how long to rest between looks; longer if a look takes long
   */
  static Watch start(Source source, MemoryBudget budget, Duration rest) {
    Watch watch = new Watch(source, budget, rest);
    Thread thread = new Thread(watch::loop, "stepwell-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  /** Says what there is now. */
  @FunctionalInterface
  interface Source {
    /**
     * Each item's JSON by its id, in the order in which they are shown.
     *
     * @param share what the look may hold of the memory for requests
     */
    Map<String, String> look(MemoryBudget.Share share);
  }

  /** Tells this watch from others, and from itself after a restart. */
  String id() {
    return id;
  }

  private void loop() {
    long pause = 0;
    while (goesOn(pause)) {
      long from = System.nanoTime();
      try {
        begin(from);
        take(look());
      } catch (RuntimeException e) {
        fail(e);
      }
      pause = Math.max(rest.toNanos(), 10 * (System.nanoTime() - from));
    }
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

  /** How long ago the last look that succeeded ended, in milliseconds; since the start, if none has. */
  synchronized long ageMillis() {
    return (System.nanoTime() - seenAt) / 1_000_000;
  }

  private synchronized void take(Map<String, String> now) {
    seen.take(now);
    seenAt = System.nanoTime();
    if (!closed) {
      share.resize(seen.size() * BYTES_PER_CHARACTER);
    }
    trouble = null;
    lookingSince = null;
    notifyAll();
  }

  private synchronized void fail(RuntimeException e) {
    if (!AWAY.equals(trouble)) {
      log.warn("what is followed live cannot be looked at", e);
    }
    trouble = AWAY;
    lookingSince = null;
    notifyAll();
  }

  /**
   * Waits for what has changed since, for at most this long.
   *
   * @param since the last change that the reader knows; null for one that knows nothing
   * @param told the trouble that the reader knows of; null for none
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
      trouble = "the database has not answered for a while";
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
