package dev.stepwell.runtime.engine;

import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.time.Ids;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes a claimed run until it ends or parks, and records how it left. */
public final class RunExecution {
  private static final Logger log = LoggerFactory.getLogger(RunExecution.class);

  private final ClaimedRun run;
  private final BoundFunction function;
  private final Engine engine;
  private final Supplier<Matching> matching;
  private final RunSession session;

  /** Prepares the execution; {@code matching} says what a failure sets off. */
  public RunExecution(
      ClaimedRun run, BoundFunction function, Engine engine, Supplier<Matching> matching) {
    this.run = run;
    this.function = function;
    this.engine = engine;
    this.matching = matching;
    this.session = new RunSession(run, function, engine);
  }

  /** The id of the run. */
  public UUID runId() {
    return run.id();
  }

  /** Takes the run away: it was cancelled, or the worker has lost its lease. */
  public void revoke() {
    session.revoke();
  }

  /**
   * Executes on this thread. An outcome that the store refuses for good fails the run.
   *
   * @return the record of how the run left, once it is on disk; null within if the run was taken away
   */
  public CompletableFuture<@Nullable RunEnd> execute() {
    RunEnd end = outcome();
    if (end == null) {
      return CompletableFuture.completedFuture(null);
    }
    return engine.journal().end(end).thenApply(recorded -> {
      if (recorded == Recorded.RECORDED && end instanceof RunEnd.Failed failed) {
        tell(failed.error());
      }
      return recorded == Recorded.RECORDED ? end : null;
    });
  }

  /** Logs why the run has failed; the stack trace of a step was logged when its attempt failed. */
  private void tell(ErrorInfo error) {
    if (error.stepId() != null) {
      log.error(
          "{} failed in step {}: {}: {}", session, error.stepId(), error.type(), error.message());
    } else {
      log.error("{} failed: {}", session, error.stackTrace());
    }
  }

  private @Nullable RunEnd outcome() {
    try {
      Object result = session.call();
      return session.hasLeft() ? parked() : completed(result);
    } catch (UncatchableSuspension left) {
      return parked();
    } catch (Throwable thrown) {
      return session.hasLeft() ? parked() : failed(thrown);
    }
  }

  private @Nullable RunEnd parked() {
    Instant wakeAt = session.wakeAt();
    return wakeAt == null ? null : new RunEnd.Parked(run.id(), wakeAt);
  }

  private RunEnd completed(@Nullable Object result) {
    String output;
    try {
      output = engine.json().encode(result, function.resultType());
    } catch (RuntimeException e) {
      return failed(e);
    }
    return new RunEnd.Completed(run.id(), output, function.cancellable());
  }

  private RunEnd failed(Throwable thrown) {
    ErrorInfo error = Errors.of(thrown);
    String data =
        new StoredJson(engine.json()).failedEvent(run.id(), function.id(), error, run.event());
    Event event = new Event(
        run.id() + ":failed", Matching.FUNCTION_FAILED, data, engine.clock().now());
    Dispatch dispatch = matching.get().matchFailed(event, function.id(), run.event(), Ids::next);
    return new RunEnd.Failed(run.id(), error, function.cancellable(), dispatch);
  }
}
