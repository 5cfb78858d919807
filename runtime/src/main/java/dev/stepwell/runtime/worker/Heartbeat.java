package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.store.RunQueue.Beat;
import dev.stepwell.runtime.store.Signals;
import dev.stepwell.runtime.store.Signals.Listening;
import dev.stepwell.runtime.time.DatabaseClock;
import dev.stepwell.runtime.time.Ids;
import dev.stepwell.runtime.time.ReconnectBackoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's heartbeat: renews the lease and hears signals.
 *
 * <p>It has its own thread and connection, and does nothing else. So slow work of the worker, such as a large claim or
 * an exhausted pool, does not end the lease.
 */
final class Heartbeat {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration MAX_SLICE = Duration.ofMillis(500);
  private static final Duration MAX_JOIN = Duration.ofSeconds(10);

  private final WorkerSettings settings;
  private final Set<String> functionIds;
  private final RunQueue queue;
  private final Signals signals;
  private final DatabaseClock clock;
  private final Owner owner;
  private final MissingWorkers missing;
  private final Thread thread;
  private volatile UUID id = Ids.next();
  private volatile Instant leaseUntil = Instant.MIN;
  private volatile boolean beatNow = true;
  private volatile boolean closed;
  private volatile @Nullable String fault;
  private volatile boolean registered;
  private @Nullable Listening listening;
  private Instant lastBeat = Instant.MIN;

  /** Receives events on the thread of the heartbeat, so its methods must be short. */
  interface Owner extends Signals.Listener {
    /** The lease was renewed, and these workers are dead. */
    void beaten(Beat beat, Set<RunQueue.Missing> dead);

    /** The lease is lost: other workers may already execute these runs. */
    void leaseIsLost(UUID workerId);
  }

  Heartbeat(
      WorkerSettings settings,
      Set<String> functionIds,
      RunQueue queue,
      Signals signals,
      DatabaseClock clock,
      Owner owner) {
    this.settings = settings;
    this.functionIds = functionIds;
    this.queue = queue;
    this.signals = signals;
    this.clock = clock;
    this.owner = owner;
    this.missing = new MissingWorkers(settings);
    this.thread = new Thread(this::loop, "stepwell-heartbeat");
    this.thread.setDaemon(true);
  }

  /** Registers the worker and starts. */
  void start() {
    register();
    thread.start();
  }

  /** The currently registered worker. */
  UUID id() {
    return id;
  }

  /** Triggers the next beat immediately. */
  void beatNow() {
    beatNow = true;
  }

  /** Why the worker holds no lease; null if it does. */
  @Nullable
  String fault() {
    if (!thread.isAlive()) {
      return "the thread of the heartbeat has ended";
    }
    String last = fault;
    return clock.now().isBefore(leaseUntil)
        ? null
        : "the lease has expired" + (last == null ? "" : ": " + last);
  }

  /** Whether the thread has ended, which only a restart of the process fixes. */
  boolean isDead() {
    return !thread.isAlive();
  }

  /**
   * Registers, and shows that it lives before it claims a run; otherwise the death of a worker by its first run would
   * prove nothing.
   */
  private void register() {
    queue.register(id, settings.name(), functionIds, settings.lease());
    listening = signals.listen(id);
    registered = true;
    leaseUntil = clock.now().plus(settings.lease());
    hear(listening, Duration.ZERO);
    log.info("worker {} ({}) executes {}", settings.name(), id, functionIds);
  }

  private void loop() {
    ReconnectBackoff backoff = new ReconnectBackoff();
    while (!closed) {
      try {
        beatIfTime();
        listen();
        backoff.reset();
      } catch (Throwable t) {
        if (closed || !survives(t, backoff)) {
          return;
        }
      }
    }
  }

  private boolean survives(Throwable t, ReconnectBackoff backoff) {
    try {
      fault = t.getMessage();
      beatNow = true;
      log.warn("no heartbeat; retrying: {}", t.getMessage());
      log.debug("the cause of the missing heartbeat", t);
      backoff.pause();
      return true;
    } catch (InterruptedException e) {
      return !closed;
    } catch (Throwable again) {
      return true;
    }
  }

  private void listen() {
    Listening open = listening;
    if (open == null) {
      return;
    }
    Duration left = untilNextBeat();
    hear(open, left.compareTo(MAX_SLICE) < 0 ? left : MAX_SLICE);
  }

  private void hear(Listening open, Duration atMost) {
    if (open.await(atMost, owner)) {
      missing.connectedAt(clock.now(), !lastBeat.equals(Instant.MIN));
    }
  }

  private Duration untilNextBeat() {
    if (beatNow) {
      return Duration.ZERO;
    }
    Duration left = clock.until(lastBeat.plus(settings.beat()));
    Duration confirm = clock.until(missing.nextLookAt());
    return confirm.compareTo(left) < 0 ? confirm : left;
  }

  private void beatIfTime() {
    if (!untilNextBeat().isZero()) {
      return;
    }
    beatNow = false;
    Beat beat = registered ? queue.beat(id, settings.lease()) : null;
    if (beat == null) {
      startOver();
      return;
    }
    clock.read(beat.now());
    Set<RunQueue.Missing> dead = missing.dead(beat, lastBeat);
    lastBeat = beat.now();
    leaseUntil = lastBeat.plus(settings.lease());
    fault = null;
    owner.beaten(beat, dead);
  }

  /** The lease is lost: this worker no longer owns its executing runs. */
  private void startOver() {
    UUID lost = id;
    if (registered) {
      registered = false;
      owner.leaseIsLost(lost);
    }
    closeListening();
    id = Ids.next();
    register();
    beatNow = true;
    owner.runsAreDue();
  }

  private void closeListening() {
    if (listening != null) {
      listening.close();
      listening = null;
    }
  }

  /** Stops, and removes the worker; its runs are due at once. */
  void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(MAX_JOIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.warn("a heartbeat has not returned, because the database does not respond. The worker's"
          + " runs resume elsewhere when its lease expires");
      return;
    }
    try {
      if (registered) {
        queue.leave(id);
      }
    } catch (RuntimeException e) {
      log.warn(
          "a heartbeat failed, and the worker's runs resume elsewhere when its lease expires: {}",
          e.getMessage());
    }
    closeListening();
  }
}
