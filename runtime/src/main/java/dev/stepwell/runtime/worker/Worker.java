package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.client.Client;
import dev.stepwell.runtime.client.LocalWorker;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.store.RunQueue.Beat;
import dev.stepwell.runtime.store.Signals;
import dev.stepwell.runtime.store.Signals.Listening;
import dev.stepwell.runtime.time.Backoff;
import dev.stepwell.runtime.time.DatabaseClock;
import dev.stepwell.runtime.time.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes due runs and executes them, for as long as its lease holds.
 *
 * <p>One loop beats, claims and waits: for a signal, for the time at which a run is due, or for the next beat. When the lease is
 * lost it drops all that it executes, for others may have taken it, and goes on as a new worker.
 */
public final class Worker implements LocalWorker, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private static final int MOST_CLAIMED = 500;

  private final WorkerSettings settings;
  private final RunQueue queue;
  private final Signals signals;
  private final Client client;
  private final DatabaseClock clock;
  private final Chores chores;
  private final Room room;
  private final Alarm alarm = new Alarm();
  private final Executions executions;
  private final Strays strays;
  private final Thread thread;
  private volatile UUID id = Ids.next();
  private volatile boolean cancellationsPending;
  private volatile boolean beatNow = true;
  private volatile boolean closed;
  private volatile Instant leaseUntil = Instant.MIN;
  private @Nullable Listening listening;
  private boolean registered;
  private Instant lastBeat = Instant.MIN;
  private Instant sweepFrom = Instant.MIN;

  /** What a worker works with. */
  public record Parts(
      RunQueue queue,
      Signals signals,
      Client client,
      Engine engine,
      DatabaseClock clock,
      Chores chores) {}

  /** A worker that executes these functions, by their ids. */
  public Worker(WorkerSettings settings, Map<String, BoundFunction> functions, Parts parts) {
    this.settings = settings;
    this.queue = parts.queue;
    this.signals = parts.signals;
    this.client = parts.client;
    this.clock = parts.clock;
    this.chores = parts.chores;
    this.room = new Room(settings.mostRuns());
    this.executions = new Executions(functions, parts.engine, room, alarm);
    this.strays = new Strays(queue, executions);
    this.thread = new Thread(this::loop, "stepwell-worker");
    this.thread.setDaemon(true);
  }

  /** Threads for runs and their branches: virtual ones where the JVM has them. */
  public static ExecutorService threads() {
    return RunThreads.start();
  }

  /** Registers and starts to work. */
  public void start() {
    register();
    thread.start();
  }

  /** Whether it works: its loop goes on, and it holds its lease. */
  public boolean isAlive() {
    return thread.isAlive() && clock.now().isBefore(leaseUntil);
  }

  /** The attempts of the run's steps that are being made here now. */
  public List<StepUnderway> underway(UUID runId) {
    return executions.underway(runId);
  }

  private void register() {
    queue.register(id, settings.name(), executions.functionIds(), settings.lease());
    listening = signals.listen(id, new Told());
    client.attach(this);
    registered = true;
    leaseUntil = clock.now().plus(settings.lease());
    log.info("worker {} ({}) executes {}", settings.name(), id, executions.functionIds());
  }

  private void loop() {
    Backoff backoff = new Backoff();
    while (!closed) {
      try {
        beatIfTime();
        dropCancelled();
        if (alarm.takeRung(clock.now())) {
          chores.doDue(clock.now(), this::revoke);
          claim();
        }
        backoff.reset();
        alarm.await(untilNextBeat(), clock);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (closed) {
          return;
        }
        beatNow = true;
        strays.suspect();
        log.warn("the worker goes on when the database can be reached again: {}", e.getMessage());
        log.debug("what went wrong", e);
        alarm.ring();
        if (!paused(backoff)) {
          return;
        }
      }
    }
  }

  private static boolean paused(Backoff backoff) {
    try {
      backoff.pause();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private Duration untilNextBeat() {
    return beatNow ? Duration.ZERO : clock.until(lastBeat.plus(settings.beat()));
  }

  private void beatIfTime() {
    if (!untilNextBeat().isZero()) {
      return;
    }
    beatNow = false;
    Beat beat =
        registered ? queue.beat(id, settings.lease(), !clock.now().isBefore(sweepFrom)) : null;
    if (beat == null) {
      startOver();
      return;
    }
    clock.read(beat.now());
    if (!lastBeat.equals(Instant.MIN)
        && beat.now().isAfter(lastBeat.plus(settings.beat().multipliedBy(2)))) {
      sweepFrom = beat.now().plus(settings.lease());
    }
    lastBeat = beat.now();
    leaseUntil = lastBeat.plus(settings.lease());
    chores.functions().versionIs(beat.functionsVersion());
    chores.ticksAt(beat.nextTick());
    if (beat.nextDeferred() != null) {
      chores.effectsAreDueAt(beat.nextDeferred());
    }
    ringAt(beat.nextDue());
    ringAt(beat.nextDeferred());
    ringAt(beat.nextTick());
    strays.look(id);
  }

  private void ringAt(@Nullable Instant time) {
    if (time != null) {
      alarm.ringAt(time);
    }
  }

  /** The lease is lost: what is executing here is nobody's business any more. */
  private void startOver() {
    log.warn(
        "worker {} has lost its lease: it drops {} runs and registers anew",
        id,
        executions.runIds().size());
    executions.revokeAll();
    stopListening();
    registered = false;
    id = Ids.next();
    register();
    alarm.ring();
  }

  private void stopListening() {
    if (listening != null) {
      listening.close();
      listening = null;
    }
  }

  private void dropCancelled() {
    if (cancellationsPending) {
      cancellationsPending = false;
      revoke(queue.lost(id, executions.runIds()));
    }
  }

  private void claim() {
    int most = room.takeUpTo(MOST_CLAIMED);
    if (most == 0) {
      return;
    }
    int claimed = 0;
    try {
      for (ClaimedRun run : queue.claim(id, executions.functionIds(), most, clock.now())) {
        claimed++;
        executions.start(run);
      }
    } finally {
      room.give(most - claimed);
    }
    if (claimed == most) {
      alarm.ring();
    }
  }

  @Override
  public boolean reserve(String functionId) {
    return executions.functionIds().contains(functionId) && room.take();
  }

  @Override
  public void release() {
    executions.release();
  }

  @Override
  public void runsAreDue() {
    alarm.ring();
  }

  @Override
  public void effectsAreDueAt(Instant time) {
    chores.effectsAreDueAt(time);
    alarm.ringAt(time);
  }

  @Override
  public void revoke(Set<UUID> runs) {
    executions.cancel(runs);
  }

  @Override
  public void execute(ClaimedRun run) {
    executions.start(run);
  }

  /** Takes nothing more, lets running steps finish for as long as the settings say, and hands the rest over. */
  @Override
  public void close() {
    room.close();
    closed = true;
    alarm.ring();
    thread.interrupt();
    try {
      thread.join();
      if (!awaitRuns()) {
        log.info("worker {} hands {} runs over", id, executions.runIds().size());
        executions.revokeAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopListening();
    leave();
  }

  /** Waits for the runs for the time of grace, and keeps the lease meanwhile. */
  private boolean awaitRuns() throws InterruptedException {
    Duration left = settings.grace();
    while (!left.isNegative() && !left.isZero()) {
      Duration slice = left.compareTo(settings.beat()) < 0 ? left : settings.beat();
      if (room.awaitEmpty(slice.toMillis())) {
        return true;
      }
      left = left.minus(slice);
      try {
        queue.beat(id, settings.lease(), false);
      } catch (RuntimeException e) {
        log.warn("the lease could not be renewed while runs end: {}", e.getMessage());
      }
    }
    return room.awaitEmpty(0);
  }

  private void leave() {
    try {
      queue.leave(id);
    } catch (RuntimeException e) {
      log.warn("the worker's runs go on elsewhere when its lease has ended: {}", e.getMessage());
    }
  }

  private final class Told implements Signals.Listener {
    @Override
    public void runsAreDue() {
      alarm.ring();
    }

    @Override
    public void runsWereCancelled() {
      cancellationsPending = true;
      alarm.ring();
    }

    @Override
    public void effectsAreDue() {
      chores.effectsAreDueAt(clock.now());
      alarm.ring();
    }

    @Override
    public void functionsChanged() {
      beatNow = true;
      alarm.ring();
    }
  }
}
