package dev.stepwell.runtime.engine;

import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.model.UnreadableConditionException;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.time.Ids;
import dev.stepwell.runtime.time.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes a claimed run until it ends or parks, and records how it left. */
public final class RunExecution {
  private static final Logger log = LoggerFactory.getLogger(RunExecution.class);

  /** How long a run is left to others that sends an event of which this process cannot say what it sets off. */
  private static final Duration UNREADABLE_PAUSE = Duration.ofSeconds(30);

  private final ClaimedRun run;
  private final BoundFunction function;
  private final Engine engine;
  private final RunState state;
  private volatile boolean cancelled;

  /** Prepares the execution. */
  public RunExecution(ClaimedRun run, BoundFunction function, Engine engine) {
    this.run = run;
    this.function = function;
    this.engine = engine;
    this.state = new RunState(run, function, engine);
  }

  /** The id of the run. */
  public UUID runId() {
    return run.id();
  }

  /** How much came with the run when it was claimed. */
  public long size() {
    return run.size();
  }

  /** The attempts of its steps that are being made now. */
  public List<StepUnderway> underway() {
    return state.underway();
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
   * Executes on this thread. An outcome that the store refuses for good fails the run.
   *
   * @return the record of how the run left, once it is on disk; null within if the run was taken away
   */
  public CompletableFuture<@Nullable RunEnd> execute() {
    if (run.first()) {
      function.tally().runStarted();
    }
    RunEnd end = isTooLate() ? expired() : outcome();
    CompletableFuture<@Nullable RunEnd> left =
        end == null ? CompletableFuture.completedFuture(null) : record(end);
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
      return CompletableFuture.completedFuture(null);
    }
    return record.thenCompose(recorded -> switch (recorded) {
      case RECORDED -> {
        if (end instanceof RunEnd.Failed failed) {
          tell(failed.error());
        }
        yield CompletableFuture.completedFuture(end);
      }
      case FUNCTIONS_CHANGED -> comeBack();
      case NOT_HELD, ENDED_OTHERWISE -> CompletableFuture.completedFuture(null);
    });
  }

  /** Parks the run, to end it anew by the functions that there are now. */
  private CompletableFuture<@Nullable RunEnd> comeBack() {
    return CompletableFuture.runAsync(engine.functions()::reload, engine.threads())
        .exceptionally(failure -> {
          log.debug("the functions could not be loaded", failure);
          return null;
        })
        .thenCompose(loaded -> record(new RunEnd.Parked(run.id(), state.now())));
  }

  /** Hands the end to the journal, unless the run was taken away; null then. When its time is up it is taken away by that. */
  private @Nullable CompletableFuture<Recorded> handOver(RunEnd end) {
    Journal journal = engine.ports().journal();
    return end instanceof RunEnd.Cancelled
        ? journal.end(end)
        : state.interrupts().unlessRevoked(() -> journal.end(end));
  }

  /** Logs why the run has failed; the stack trace of a step was logged when its attempt failed. */
  private void tell(ErrorInfo error) {
    if (error.stepId() != null) {
      log.error(
          "{} failed in step {}: {}: {}", state, error.stepId(), error.type(), error.message());
    } else {
      log.error("{} failed: {}", state, error.stackTrace());
    }
  }

  /** Whether the time at which the run had to start, or to end, has passed. */
  private boolean isTooLate() {
    Duration startTimeout = function.startTimeout();
    Instant endBy = endBy();
    if (startTimeout != null
        && run.startedAt().isAfter(Outcomes.later(run.createdAt(), startTimeout))) {
      return true;
    }
    return endBy != null && !endBy.isAfter(state.now());
  }

  private @Nullable Instant endBy() {
    Duration finishTimeout = function.finishTimeout();
    return finishTimeout == null ? null : Outcomes.later(run.startedAt(), finishTimeout);
  }

  private RunEnd expired() {
    return new RunEnd.Cancelled(run.id(), Run.BY_TIMEOUT);
  }

  /** A run that sends an event of which it cannot be said here what it sets off is left to a worker that can say it. */
  private @Nullable RunEnd outcome() {
    try {
      return called();
    } catch (UnreadableConditionException e) {
      log.error("{} is left to a worker that can read all conditions: {}", state, e.getMessage());
      return new RunEnd.Parked(run.id(), state.now().plus(UNREADABLE_PAUSE));
    }
  }

  private @Nullable RunEnd called() {
    Instant endBy = endBy();
    Timer timer = endBy == null
        ? null
        : engine.time().timers().after(Duration.between(state.now(), endBy), state::expire);
    try {
      Object result = new RunSession(state).call();
      return state.hasLeft() ? left(endBy) : completed(result);
    } catch (UncatchableSuspension left) {
      return left(endBy);
    } catch (UnreadableConditionException e) {
      throw e;
    } catch (Throwable thrown) {
      return state.hasLeft() ? left(endBy) : failed(thrown);
    } finally {
      if (timer != null) {
        timer.stop();
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
    return new RunEnd.Parked(run.id(), endsFirst ? endBy : wakeAt);
  }

  private RunEnd completed(@Nullable Object result) {
    String output;
    try {
      output = engine.json().roundTrip(result, function.resultType()).text();
    } catch (RuntimeException e) {
      return failed(e);
    }
    Matching matching = engine.functions().matching();
    Dispatch tells = null;
    if (SystemEvents.isToldOf(run.event()) && matching.isHeard(SystemEvents.COMPLETED)) {
      String data = new StoredJson(engine.json())
          .completedEvent(run.id(), function.id(), output, run.event());
      Event event = event(":completed", SystemEvents.COMPLETED, data);
      tells = matching.match(event, event.time(), Ids::next, id -> false);
    }
    return new RunEnd.Completed(run.id(), output, state.listens(), tells);
  }

  private RunEnd failed(Throwable thrown) {
    ErrorInfo error = Errors.of(thrown);
    String data =
        new StoredJson(engine.json()).failedEvent(run.id(), function.id(), error, run.event());
    Event event = event(":failed", SystemEvents.FAILED, data);
    Dispatch tells =
        engine.functions().matching().matchFailed(event, function.id(), run.event(), Ids::next);
    return new RunEnd.Failed(run.id(), error, state.listens(), tells);
  }

  private Event event(String idEnd, String name, String data) {
    return new Event(run.id() + idEnd, name, data, state.now());
  }
}
