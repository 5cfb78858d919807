package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.client.Client;
import dev.stepwell.runtime.client.LocalWorker;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.model.StuckStep;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.store.RunQueue.Beat;
import dev.stepwell.runtime.store.Signals;
import dev.stepwell.runtime.time.DatabaseClock;
import dev.stepwell.runtime.time.ReconnectBackoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes due runs and executes them, for as long as its lease holds.
 *
 * <p>One loop claims and waits: for a signal, or for the time at which a run is due. The {@link Heartbeat} keeps the
 * lease independently of the loop. If the lease is lost, the worker drops all its runs, because other workers may have
 * taken them, and registers again.
 */
public final class Worker implements LocalWorker, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private static final int MAX_CLAIMED = 500;
  private static final Duration MAX_REST = Duration.ofMinutes(1);
  private static final Duration MAX_JOIN = Duration.ofSeconds(10);

  private final WorkerSettings settings;
  private final RunQueue queue;
  private final Client client;
  private final DatabaseClock clock;
  private final Chores chores;
  private final WorkerCapacity capacity;
  private final Alarm alarm = new Alarm();
  private final Executions executions;
  private final OrphanedRuns orphans;
  private final StuckSteps stuckSteps;
  private final DelayedSteps delayedSteps;
  private final LimitedRuns limited;
  private final SuspectRuns suspects;
  private final Heartbeat heartbeat;
  private final TurnWatch turns;
  private final Thread thread;
  private final AtomicReference<@Nullable Beaten> beaten = new AtomicReference<>();
  private boolean limitedFirst;
  private volatile boolean cancellationsPending;
  private volatile boolean closed;

  /** The result of the last heartbeat. */
  private record Beaten(Beat beat, Set<RunQueue.Missing> dead) {}

  /** The dependencies of a worker. */
  public record Parts(
      RunQueue queue,
      Signals signals,
      Client client,
      Engine engine,
      DatabaseClock clock,
      Chores chores) {}

  /** A worker that executes these functions, by id. */
  public Worker(WorkerSettings settings, Map<String, BoundFunction> functions, Parts parts) {
    this.settings = settings;
    this.queue = parts.queue;
    this.client = parts.client;
    this.clock = parts.clock;
    this.turns = new TurnWatch(clock);
    this.chores = parts.chores;
    this.capacity = new WorkerCapacity(settings.maxRuns());
    this.executions = new Executions(
        functions, parts.engine, capacity, alarm, settings.maxWorkerDeaths(), chores::stopped);
    this.orphans = new OrphanedRuns(queue, executions, chores::stopped);
    this.stuckSteps = new StuckSteps(queue, executions, settings.beat());
    this.delayedSteps = new DelayedSteps(queue, executions);
    this.limited = new LimitedRuns(queue, parts.engine.functions(), executions, capacity, alarm);
    this.suspects = new SuspectRuns(queue, executions, capacity, limited);
    this.heartbeat = new Heartbeat(
        settings, executions.functionIds(), queue, parts.signals, clock, new OfHeartbeat());
    this.thread = new Thread(this::loop, "stepwell-worker");
    this.thread.setDaemon(true);
  }

  /**
   * Threads for runs and their branches.
   *
   * @param mayBeVirtual whether they are virtual ones where the JVM has them
   */
  public static ExecutorService threads(boolean mayBeVirtual) {
    return RunThreads.start(mayBeVirtual);
  }

  /** Registers and starts. */
  public void start() {
    heartbeat.start();
    client.attach(this);
    thread.start();
  }

  /** The parts of the worker, with their problems. */
  public List<Health.Part> health() {
    return List.of(
        Health.Part.of("heartbeat", heartbeat.fault(), heartbeat.isDead()),
        turns.health(thread.isAlive()));
  }

  /** The current attempts of the run's steps. */
  public List<StepUnderway> underway(UUID runId) {
    return executions.underway(runId);
  }

  /** The steps here that ignore their interrupts. */
  public Set<StuckStep> stuckSteps() {
    return stuckSteps.known();
  }

  private void loop() {
    ReconnectBackoff backoff = new ReconnectBackoff();
    while (!closed) {
      try {
        turns.begin();
        turn();
        turns.end();
        backoff.reset();
        alarm.await(MAX_REST, clock);
      } catch (InterruptedException e) {
        log.debug("the worker was interrupted", e);
      } catch (Throwable t) {
        if (closed) {
          return;
        }
        recover(t, backoff);
      }
    }
  }

  private void turn() {
    Beaten last = beaten.getAndSet(null);
    if (last != null) {
      heed(last);
    }
    dropCancelled();
    if (alarm.takeRung(clock.now())) {
      if (chores.doDue(heartbeat.id(), executions.functionIds(), clock.now(), this::revoke)) {
        alarm.ring();
      }
      ringAt(chores.shapesDueAt());
      ringAt(chores.singletonsDueAt());
      suspects.take(heartbeat.id(), clock.now());
      limited.release(heartbeat.id());
      claimAll();
    }
  }

  /** Continues after any exception. If memory is exhausted, this may throw the same error again. */
  private void recover(Throwable t, ReconnectBackoff backoff) {
    try {
      turns.failed(t);
      orphans.suspect();
      alarm.ring();
      heartbeat.beatNow();
      log.warn("the worker could not claim runs; retrying: {}", t.getMessage());
      if (t instanceof Error) {
        log.error("an error in the worker", t);
      } else {
        log.debug("the cause of the failed claim", t);
      }
      backoff.pause();
    } catch (InterruptedException e) {
      log.debug("the worker was interrupted", e);
    } catch (Throwable again) {
      alarm.ring();
    }
  }

  /** Acts on the result of the last heartbeat. */
  private void heed(Beaten last) {
    Beat beat = last.beat;
    if (!last.dead.isEmpty() && queue.bury(last.dead) > 0) {
      alarm.ring();
      heartbeat.beatNow();
    }
    suspects.heed(beat.suspects(), clock.now());
    if (beat.suspects() != RunQueue.Suspects.NONE) {
      alarm.ring();
    }
    chores.versionIs(beat.functionsVersion());
    chores.ticksAt(beat.nextTick());
    if (beat.nextDeferred() != null) {
      chores.effectsAreDueAt(beat.nextDeferred());
    }
    if (beat.nextChange() != null) {
      chores.singletonsAreDueAt(beat.nextChange());
    }
    ringAt(beat.nextDue());
    ringAt(beat.nextChange());
    ringAt(beat.nextDeferred());
    ringAt(beat.nextTick());
    ringAt(chores.shapesDueAt());
    orphans.look(heartbeat.id());
    stuckSteps.look(heartbeat.id(), clock.now());
    delayedSteps.look(heartbeat.id(), clock.now());
  }

  private void ringAt(@Nullable Instant time) {
    if (time != null) {
      alarm.ringAt(time);
    }
  }

  private void dropCancelled() {
    if (cancellationsPending) {
      cancellationsPending = false;
      revoke(queue.lost(heartbeat.id(), executions.runIds()));
    }
  }

  /** Claims first with limits, then without, and the other way round the next time: neither takes all room for long. */
  private void claimAll() {
    limitedFirst = !limitedFirst;
    if (limitedFirst) {
      limited.claim(heartbeat.id(), MAX_CLAIMED, clock.now());
    }
    claim();
    if (!limitedFirst) {
      limited.claim(heartbeat.id(), MAX_CLAIMED, clock.now());
    }
  }

  private void claim() {
    int max = limited.unlimitedFunctions().isEmpty() ? 0 : capacity.takeUpTo(MAX_CLAIMED);
    if (max == 0) {
      return;
    }
    int claimed = 0;
    long left = capacity.bytesLeft();
    long size = 0;
    try {
      for (ClaimedRun run :
          queue.claim(heartbeat.id(), limited.unlimitedFunctions(), max, left, clock.now())) {
        claimed++;
        size += run.size();
        executions.start(run);
      }
    } finally {
      capacity.give(max - claimed);
    }
    if (claimed == max || size > left / 4) {
      alarm.ring();
    }
  }

  @Override
  public boolean reserve(String functionId) {
    return executions.functionIds().contains(functionId)
        && (limited.areOn(functionId) ? capacity.takeSpare() : capacity.take());
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
  public void execute(ClaimedRun run, boolean limitedRun) {
    if (limitedRun) {
      limited.executes(run.id());
    }
    executions.start(run);
  }

  /** Takes no more runs, lets running steps finish within the grace period, and hands the other runs over. */
  @Override
  public void close() {
    capacity.close();
    closed = true;
    alarm.ring();
    thread.interrupt();
    try {
      thread.join(MAX_JOIN.toMillis());
      if (!capacity.awaitEmpty(settings.grace().toMillis())) {
        log.info(
            "worker {} hands over {} runs", heartbeat.id(), executions.runIds().size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executions.revokeAll();
    heartbeat.close();
  }

  /** Handles the events of the heartbeat, on its thread. */
  private final class OfHeartbeat implements Heartbeat.Owner {
    @Override
    public void beaten(Beat beat, Set<RunQueue.Missing> dead) {
      beaten.set(new Beaten(beat, dead));
      alarm.wake();
    }

    @Override
    public void leaseIsLost(UUID workerId) {
      log.warn(
          "worker {} has lost its lease: it abandons {} runs, which resume elsewhere, and registers again",
          workerId,
          executions.runIds().size());
      executions.revokeAll();
    }

    @Override
    public void runsAreDue() {
      alarm.ring();
    }

    @Override
    public void runsWereCancelled() {
      limited.someWereCancelled();
      cancellationsPending = true;
      alarm.ring();
    }

    @Override
    public void effectsAreDue() {
      chores.effectsAreDueAt(clock.now());
      alarm.ring();
    }

    @Override
    public void runsAreDueAt(Instant time) {
      alarm.ringAt(time);
    }

    @Override
    public void singletonsChanged() {
      chores.singletonsAreDueAt(clock.now());
      alarm.ring();
    }

    @Override
    public void functionsChanged() {
      heartbeat.beatNow();
    }
  }
}
