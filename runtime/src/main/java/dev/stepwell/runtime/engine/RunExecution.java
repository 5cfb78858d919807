package dev.stepwell.runtime.engine;

import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.codec.CodecException;
import dev.stepwell.runtime.codec.Json.RoundTrip;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StuckStep;
import dev.stepwell.runtime.model.UnreadableConditionException;
import dev.stepwell.runtime.model.WorkerDeaths;
import dev.stepwell.runtime.secrets.MaskedException;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.time.Ids;
import dev.stepwell.runtime.time.TimeRange;
import dev.stepwell.runtime.time.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes a claimed run until it ends or parks, and records how it left. */
public final class RunExecution {
  private static final Logger log = LoggerFactory.getLogger(RunExecution.class);

  /** How long a run is left to other workers if it sends an event whose effects this process cannot determine. */
  private static final Duration UNREADABLE_PAUSE = Duration.ofSeconds(30);

  /** After how long a timeout is looked at again, if the function was paused, or it is unknown whether it was. */
  private static final Duration UNTIL_READ_AGAIN = Duration.ofSeconds(1);

  /** How long a run is parked whose outcome could not be created. */
  private static final Duration NO_OUTCOME_PAUSE = Duration.ofSeconds(10);

  private final ClaimedRun run;
  private final BoundFunction function;
  private final Engine engine;
  private final RunState state;
  private final int maxWorkerDeaths;
  private volatile @Nullable Timer timer;
  private volatile boolean cancelled;
  private volatile boolean returned;

  /** Prepares the execution of a run without a limit on deaths of workers. */
  public RunExecution(ClaimedRun run, BoundFunction function, Engine engine) {
    this(run, function, engine, Integer.MAX_VALUE);
  }

  /** Prepares the execution of a run that fails after this many deaths of workers. */
  public RunExecution(ClaimedRun run, BoundFunction function, Engine engine, int maxWorkerDeaths) {
    this(run, function, engine, StoredSteps.of(run.steps()), maxWorkerDeaths);
  }

  /** Prepares the execution of a run whose steps are stored elsewhere. */
  public RunExecution(ClaimedRun run, BoundFunction function, Engine engine, StoredSteps steps) {
    this(run, function, engine, steps, Integer.MAX_VALUE);
  }

  private RunExecution(
      ClaimedRun run,
      BoundFunction function,
      Engine engine,
      StoredSteps steps,
      int maxWorkerDeaths) {
    this.maxWorkerDeaths = maxWorkerDeaths;
    this.run = run;
    this.function = function;
    this.engine = engine;
    this.state = new RunState(run, function, engine, steps);
  }

  /** The id of the run. */
  public UUID runId() {
    return run.id();
  }

  /** The size of the data claimed with the run. */
  public long size() {
    return run.size();
  }

  /** The current attempts of its steps. */
  public List<StepUnderway> underway() {
    return state.underway();
  }

  /** The steps that have waited for slots of their limits since before this time, one of equal needs. */
  public List<DelayedStep> delayedSince(Instant before) {
    return state.stepSlots().delayedSince(before);
  }

  /** The steps that were interrupted before this time and have not returned. */
  public List<StuckStep> stuckSince(Instant before) {
    Map<String, Instant> steps = state.interrupts().interrupted();
    Instant revokedAt = state.interrupts().revokedAt();
    if (steps.isEmpty() && revokedAt != null && revokedAt.isBefore(before) && !returned) {
      return List.of(new StuckStep(run.id(), function.id(), null, revokedAt));
    }
    return steps.entrySet().stream()
        .filter(step -> step.getValue().isBefore(before))
        .map(step -> new StuckStep(run.id(), function.id(), step.getKey(), step.getValue()))
        .toList();
  }

  /** Takes the run away: the worker has lost its lease, or leaves. */
  public void revoke() {
    state.interrupts().revoke();
  }

  /** Takes the run away: it was cancelled. */
  public void cancel() {
    cancelled = true;
    revoke();
  }

  /**
   * Executes on this thread. An outcome that the store permanently rejects fails the run.
   *
   * @return the record of how the run left, once it is on disk; null within if the run was taken away
   */
  public CompletableFuture<@Nullable RunEnd> execute() {
    if (run.first()) {
      function.tally().runStarted();
    }
    RunEnd end = outcome();
    returned = true;
    state.slots().close();
    engine.ports().journal().awaitRoom();
    CompletableFuture<@Nullable RunEnd> left = end == null
        ? CompletableFuture.completedFuture(null)
        : record(end).exceptionallyCompose(this::refused);
    return left.thenApply(this::counted);
  }

  /** Counts the run if it has ended. One that was said to be cancelled has not been if it has left in another way. */
  private @Nullable RunEnd counted(@Nullable RunEnd end) {
    RunStatus status = null;
    if (end instanceof RunEnd.Completed) {
      status = RunStatus.COMPLETED;
    } else if (end instanceof RunEnd.Failed) {
      status = RunStatus.FAILED;
    } else if (end instanceof RunEnd.Cancelled || (end == null && cancelled)) {
      status = RunStatus.CANCELLED;
    }
    if (status != null) {
      function.tally().runEnded(status, run.startedAt(), state.now());
    }
    return end;
  }

  private CompletableFuture<@Nullable RunEnd> record(RunEnd end) {
    CompletableFuture<Recorded> record = handOver(end);
    if (record == null) {
      return state.isExpired() && !(end instanceof RunEnd.Cancelled)
          ? record(expired())
          : CompletableFuture.completedFuture(null);
    }
    return record.thenCompose(recorded -> switch (recorded) {
      case RECORDED -> {
        if (end instanceof RunEnd.Failed failed) {
          tell(failed.error());
        }
        yield CompletableFuture.completedFuture(end);
      }
      case FUNCTIONS_CHANGED -> comeBack();
      case NOT_HELD, ENDED_OTHERWISE, BACKLOG_FULL -> CompletableFuture.completedFuture(null);
    });
  }

  /**
   * Fails a run whose end the store permanently rejects, because it can never end that way. Other exceptions are passed
   * on: the worker then releases the run.
   */
  private CompletableFuture<@Nullable RunEnd> refused(Throwable problem) {
    Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
    if (!(cause instanceof StoreException refusal) || refusal.isPassing()) {
      return CompletableFuture.failedFuture(problem);
    }
    String what = "the outcome of the run cannot be stored: " + refusal.getMessage();
    log.error("{} fails, because {}", state, state.secrets().redaction().in(what));
    ErrorInfo error =
        new ErrorInfo(refusal.getClass().getName(), TraceWriter.storable(what), null, null, 0);
    return CompletableFuture.supplyAsync(() -> failed(error), engine.threads())
        .thenCompose(this::record);
  }

  /** Parks the run, in order to end it again with the current functions. */
  private CompletableFuture<@Nullable RunEnd> comeBack() {
    return CompletableFuture.runAsync(engine.functions()::reload, engine.threads())
        .exceptionally(failure -> {
          log.debug("the functions could not be loaded", loggable(failure));
          return null;
        })
        .thenCompose(loaded -> record(new RunEnd.Parked(run.id(), state.now())));
  }

  /** Passes the end to the journal, unless the run was taken away; null then. A timeout also takes it away. */
  private @Nullable CompletableFuture<Recorded> handOver(RunEnd end) {
    Journal journal = engine.ports().journal();
    return end instanceof RunEnd.Cancelled
        ? journal.end(end)
        : state.interrupts().unlessRevoked(() -> journal.end(end));
  }

  /** Logs why the run has failed; the stack trace of a step was logged when its attempt failed. */
  private void tell(ErrorInfo error) {
    Redaction redaction = state.secrets().redaction();
    String message = redaction.of(error.message());
    if (error.stepId() != null) {
      log.error("{} failed in step {}: {}: {}", state, error.stepId(), error.type(), message);
    } else {
      String trace = redaction.of(error.stackTrace());
      log.error("{} failed: {}", state, trace == null ? message : trace);
    }
  }

  /** The stored form of an exception of the flow. */
  public ErrorInfo error(Throwable thrown) {
    return ErrorReport.of(thrown).error();
  }

  /** A problem of this execution as it can be logged: without the secrets of the run. */
  public Throwable loggable(Throwable problem) {
    return MaskedException.of(problem, state.secrets().redaction());
  }

  /** Whether the time at which the run had to start, or to end, has passed. */
  private boolean isTooLate() {
    Duration startTimeout = function.startTimeout();
    Instant endBy = endBy();
    if (startTimeout != null
        && run.startedAt().isAfter(deadline(run.dueSince(), startTimeout, run.startedAt()))) {
      return true;
    }
    return endBy != null && !endBy.isAfter(state.now());
  }

  private @Nullable Instant endBy() {
    Duration finishTimeout = function.finishTimeout();
    return finishTimeout == null ? null : deadline(run.startedAt(), finishTimeout, state.now());
  }

  /**
   * When a timeout ends. The time of pauses of the function does not count; it is read only if the timeout has passed otherwise, so a
   * deadline that has not passed may be too early.
   */
  private Instant deadline(Instant from, Duration timeout, Instant now) {
    Instant deadline = TimeRange.after(from, timeout);
    return deadline.isAfter(now)
        ? deadline
        : TimeRange.after(deadline, engine.functions().paused(run.functionId(), from, now));
  }

  /** Ends the run because of its timeout, unless the function was paused meanwhile: then later. */
  private void expire() {
    if (returned) {
      return;
    }
    try {
      Instant endBy = endBy();
      Instant now = state.now();
      if (endBy != null && endBy.isAfter(now)) {
        Instant again = now.plus(UNTIL_READ_AGAIN);
        startTimer(endBy.isBefore(again) ? again : endBy);
      } else if (!returned) {
        state.expire();
      }
    } catch (StoreException e) {
      log.warn(
          "{} has timed out, unless its function was paused; the pauses cannot be read now: {}",
          state,
          e.getMessage());
      startTimer(state.now().plus(UNTIL_READ_AGAIN));
    }
  }

  private void startTimer(Instant endBy) {
    timer = engine
        .time()
        .timers()
        .after(Duration.between(state.now(), endBy), () -> engine.threads().execute(this::expire));
  }

  private RunEnd expired() {
    return new RunEnd.Cancelled(run.id(), Run.BY_TIMEOUT);
  }

  /**
   * How the run leaves. A run that sends an event whose effects this process cannot evaluate is left to a worker that can. The last
   * resort is to park: if no outcome can be built, for example because memory is exhausted, the run is executed again from what is
   * stored of its steps.
   */
  private @Nullable RunEnd outcome() {
    try {
      WorkerDeaths deaths = run.deaths();
      if (deaths != null && deaths.areFatal(maxWorkerDeaths)) {
        return killed();
      }
      return isTooLate() ? expired() : called();
    } catch (CodecException e) {
      log.error("{} is parked and retried after {}: {}", state, UNREADABLE_PAUSE, state.masked(e));
      return new RunEnd.Parked(run.id(), state.now().plus(UNREADABLE_PAUSE));
    } catch (UnreadableConditionException e) {
      log.error(
          "{} is left to a worker that can evaluate all conditions: {}", state, state.masked(e));
      return new RunEnd.Parked(run.id(), state.now().plus(UNREADABLE_PAUSE));
    } catch (Throwable problem) {
      ErrorReport.of(problem)
          .warn(
              log,
              state + " is parked for " + NO_OUTCOME_PAUSE + ": its outcome cannot be built",
              state.secrets().redaction());
      return new RunEnd.Parked(run.id(), state.now().plus(NO_OUTCOME_PAUSE));
    }
  }

  private @Nullable RunEnd called() {
    Instant endBy = endBy();
    if (endBy != null) {
      startTimer(endBy);
    }
    try {
      RoundTrip output = new RunSession(state).call();
      return state.hasLeft() ? left(endBy) : completed(output.text());
    } catch (UncatchableSuspension left) {
      return left(endBy);
    } catch (UnreadableConditionException | CodecException e) {
      throw e;
    } catch (Throwable thrown) {
      return state.hasLeft() ? left(endBy) : failed(ErrorReport.of(thrown).error());
    } finally {
      Timer last = timer;
      if (last != null) {
        last.stop();
      }
    }
  }

  private @Nullable RunEnd left(@Nullable Instant endBy) {
    if (state.isExpired()) {
      return expired();
    }
    if (state.interrupts().isRevoked()) {
      return null;
    }
    Instant wakeAt = state.wakeAt();
    boolean endsFirst = endBy != null && (wakeAt == null || endBy.isBefore(wakeAt));
    return new RunEnd.Parked(
        run.id(), endsFirst ? endBy : wakeAt, state.stepSlots().awaited());
  }

  private RunEnd completed(String output) {
    Matching matching = engine.functions().matching();
    Dispatch tells = null;
    if (SystemEvents.isToldOf(run.event()) && matching.isHeard(SystemEvents.COMPLETED)) {
      String data = new StoredJson(engine.json())
          .completedEvent(run.id(), function.id(), output, run.event());
      StoredEvent event = event(":completed", SystemEvents.COMPLETED, data);
      tells = matching.match(event, event.time(), Ids::next);
    }
    return new RunEnd.Completed(run.id(), engine.json().stored(output), state.listens(), tells);
  }

  /** Fails a run that keeps killing its workers, and the step in progress, without executing anything. */
  private RunEnd killed() {
    StepRecord step = Deaths.stepInProgress(run);
    if (step == null) {
      return failed(Deaths.error(run, null));
    }
    StepWrite write = Deaths.attempt(run, step.id(), step, null, List.of(), true);
    CompletableFuture<?> unused = engine.ports().journal().record(write);
    return failed(Deaths.error(run, write.step()));
  }

  private RunEnd failed(ErrorInfo error) {
    Matching matching = engine.functions().matching();
    StoredJson stored = new StoredJson(engine.json());
    String data = matching.isBatched(function.id()) && run.events().size() > 1
        ? stored.failedEvent(run.id(), function.id(), error, run.events())
        : stored.failedEvent(run.id(), function.id(), error, run.event());
    StoredEvent event = event(":failed", SystemEvents.FAILED, data);
    Dispatch tells = matching.matchFailed(event, function.id(), run.event(), Ids::next);
    return new RunEnd.Failed(run.id(), error, state.listens(), tells);
  }

  private StoredEvent event(String idEnd, String name, String data) {
    return new StoredEvent(
        run.id() + idEnd, name, data, state.now(), run.event().headers());
  }
}
