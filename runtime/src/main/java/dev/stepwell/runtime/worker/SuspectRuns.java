package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.engine.Turns;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.WorkerDeaths;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.store.RunQueue.Suspects;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes suspects alone: runs during which several workers died (ADR 40).
 *
 * <p>A worker takes one when it holds no other run, and takes no other run while executing it. One worker is selected
 * to drain: it takes no run meanwhile, but only in one of every two minutes, because its other runs may take long.
 */
final class SuspectRuns {
  private static final Logger log = LoggerFactory.getLogger(SuspectRuns.class);
  private static final long MILLIS_OF_DRAINING = Duration.ofMinutes(1).toMillis();
  private static final Duration FIRST_LIMIT = Duration.ofMinutes(1);
  private static final int MAX_DOUBLINGS = 6;
  private static final RunAdmission TURNS = new Turns();

  private final RunQueue queue;
  private final Executions executions;
  private final WorkerCapacity room;
  private final LimitedRuns limited;
  private boolean due;
  private @Nullable Instant drainsSince;
  private @Nullable Instant aloneUntil;

  SuspectRuns(RunQueue queue, Executions executions, WorkerCapacity room, LimitedRuns limited) {
    this.limited = limited;
    this.queue = queue;
    this.executions = executions;
    this.room = room;
  }

  /** Acts on the result of a beat. */
  void heed(Suspects suspects, Instant now) {
    due = suspects != Suspects.NONE;
    if (suspects != Suspects.DRAIN) {
      drainsSince = null;
    } else if (drainsSince == null) {
      drainsSince = now;
      log.info(
          "this worker accepts no further runs, in order to execute a run alone during which workers died");
    }
    Instant since = drainsSince;
    room.drain(
        since != null && Duration.between(since, now).toMillis() / MILLIS_OF_DRAINING % 2 == 0);
    Instant until = aloneUntil;
    if (until != null && now.isAfter(until)) {
      aloneUntil = null;
      executions.endSolitude();
    }
  }

  /** Takes a suspect, if one is due and this worker holds no run. */
  void take(UUID workerId, Instant now) {
    int all = due ? room.takeAll() : 0;
    if (all == 0) {
      return;
    }
    ClaimedRun run = null;
    try {
      run = queue.claimAlone(workerId, executions.functionIds(), now, TURNS);
    } finally {
      if (run == null) {
        room.give(all);
      }
    }
    due = run != null;
    if (run != null) {
      log.info("run {} of {} executes alone: {}", run.id(), run.functionId(), run.deaths());
      aloneUntil = now.plus(limit(run.deaths()));
      limited.executes(run.id());
      executions.startAlone(run, all);
    }
  }

  /**
   * How long other runs wait: twice as long after each death, so that a run that needs long to end its process is
   * finally alone.
   */
  private static Duration limit(@Nullable WorkerDeaths deaths) {
    int beyond = deaths == null ? 0 : deaths.count() - WorkerDeaths.SOLITARY_FROM;
    return FIRST_LIMIT.multipliedBy(1L << Math.max(0, Math.min(beyond, MAX_DOUBLINGS)));
  }
}
