package dev.stepwell.runtime.engine;

import dev.stepwell.Steps.Transaction;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.Node;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.StepExecutor;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.codec.Json.RoundTrip;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.UnrecordedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes the steps of a run.
 *
 * <p>The core is {@link #execute}: stored? return it : attempt, record, continue. The flow continues as soon as the
 * outcome is passed to the journal; only the next step, or the end of the run, waits for it to be on disk.
 */
final class StepAttempts implements StepExecutor {
  private static final Logger log = LoggerFactory.getLogger(StepAttempts.class);

  /**
   * Long enough that a step, whose other effects are repeated, does not execute continually while the database rejects
   * writes.
   */
  private static final Duration UNRECORDED_PAUSE = Duration.ofSeconds(5);

  private final RunState state;
  private final Engine engine;

  StepAttempts(RunState state) {
    this.state = state;
    this.engine = state.engine();
  }

  /** The work of an attempt, which records its result. */
  private interface AttemptBody<R extends @Nullable Object> {
    R run(Branch branch, Attempt attempt) throws Exception;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the decoded value has the type of the step
  public <R extends @Nullable Object> R execute(
      StepDefinition<R> step, Callable<? extends R> body, @Nullable Object... arguments) {
    return this.<R>execute(step, arguments, (branch, attempt) -> {
      RoundTrip result = this.<R>call(branch, step, attempt, arguments, body);
      StepRecord completed =
          Outcomes.completed(attempt, engine.json().stored(result.text()), state.now());
      StepWrite write = StepWrite.of(state.run().id(), completed);
      state.record(branch, state.stepSlots().releasing(write, null));
      state.stepSlots().released(attempt.stepId());
      return (R) result.value();
    });
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the decoded value has the type of the step
  public <R extends @Nullable Object> R executeInTransaction(
      StepDefinition<R> step, Transaction<? extends R> body, @Nullable Object... arguments) {
    return this.<R>execute(step, arguments, (branch, attempt) -> {
      AtomicReference<@Nullable Object> result = new AtomicReference<>();
      AtomicReference<@Nullable StepRecord> outcome = new AtomicReference<>();
      Recorded recorded = recordedTogether(branch, connection -> {
        RoundTrip stored =
            this.<R>call(branch, step, attempt, arguments, () -> body.run(connection));
        result.set(stored.value());
        StepRecord completed =
            Outcomes.completed(attempt, engine.json().stored(stored.text()), state.now());
        state.secrets().add(completed);
        outcome.set(completed);
        return completed;
      });
      state.goOnIf(branch, recorded);
      StepRecord completed = outcome.get();
      if (branch.racer() != null && completed != null) {
        state.remember(completed);
      }
      return (R) result.get();
    });
  }

  /**
   * An outcome that was not recorded because of the database does not count: the run leaves, and later attempts the
   * step again.
   */
  private Recorded recordedTogether(Branch branch, Transactions.Work work) throws Exception {
    try {
      return engine.ports().transactions().record(state.run().id(), work);
    } catch (UnrecordedException e) {
      throw state.parkFor(branch, UNRECORDED_PAUSE, e);
    }
  }

  @Override
  public void executeNodes(List<Node<?>> nodes, StepExecutor steps) {
    Branch branch = state.enter();
    state.awaitRecorded(branch);
    GraphSection section = new GraphSection(state, steps, engine.threads(), nodes);
    section.run(branch);
    if (branch.hasLeft()) {
      throw branch.leave();
    }
    section.throwFirstFailure();
  }

  private <R extends @Nullable Object> R execute(
      StepDefinition<R> step, @Nullable Object[] arguments, AttemptBody<R> trial) {
    Branch branch = state.enter();
    String id = state.storedAs(step, state.number(branch, step.id()));
    StepRecord known = state.known(branch, id, StepKind.STEP);
    if (known == null) {
      return attempt(branch, step, id, null, arguments, trial);
    }
    return switch (known.status()) {
      case COMPLETED -> result(step, known);
      case FAILED -> {
        state.secrets().add(step, arguments);
        throw Outcomes.exception(known);
      }
      case RETRYING, WAITING -> {
        state.parkUntil(branch, known.dueAt());
        yield attempt(branch, step, id, known, arguments, trial);
      }
    };
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // R determines whether it may be null
  private <R extends @Nullable Object> R result(StepDefinition<R> step, StepRecord known) {
    return (R) state.result(known, step.resultType());
  }

  /**
   * Attempts the step until it completes, its attempts are used up, or the next one is not due yet. A flow gets only
   * failures that are on disk: a transactional attempt may have completed although it failed here, if the response to
   * its commit was lost.
   */
  private <R extends @Nullable Object> R attempt(
      Branch branch,
      StepDefinition<R> step,
      String id,
      @Nullable StepRecord known,
      @Nullable Object[] arguments,
      AttemptBody<R> trial) {
    state.beginWork(branch);
    String input = known == null ? engine.inputs().of(step, arguments) : null;
    Tally tally = state.function().tally();
    List<String> was = state.was(step, id);
    StepRecord last = state.recordDeath(branch, id, known, input, was);
    while (true) {
      state.stepSlots().take(branch, step, id);
      Attempt attempt = Attempt.next(id, last, input, was, state.now());
      state.begins(attempt);
      LogContext.beginAttempt(attempt);
      try {
        R result = trial.run(branch, attempt);
        tally.stepEnded();
        return result;
      } catch (UncatchableSuspension left) {
        throw branch.leave();
      } catch (Throwable thrown) {
        ErrorReport report = ErrorReport.of(thrown);
        state.secrets().add(step, arguments);
        Optional<Duration> delay = delay(step, attempt, report);
        tally.attemptFailed();
        last = Outcomes.failed(attempt, report.error(), delay, state.now());
        StepWrite write =
            new StepWrite(state.run().id(), last, Outcomes.attempt(last, attempt), null, List.of());
        state.record(branch, state.stepSlots().releasing(write, report.thrown()));
        state.stepSlots().released(id);
      } finally {
        state.stepSlots().leave(id);
        LogContext.endAttempt(state);
        state.ended(attempt);
      }
      if (last.status() == StepStatus.FAILED) {
        tally.stepEnded();
        state.awaitRecorded(branch);
        throw Outcomes.exception(last);
      }
      state.parkUntil(branch, last.dueAt());
    }
  }

  /**
   * Calls the user's code outside of the run: a step that it calls belongs to this step. The flow gets the result as a
   * replay would read it, so that losses in JSON show at once, and not only after a crash.
   */
  private <R extends @Nullable Object> RoundTrip call(
      Branch branch,
      StepDefinition<R> step,
      Attempt attempt,
      @Nullable Object[] arguments,
      Callable<? extends R> body)
      throws Exception {
    CheckedResult<R> checked = new CheckedResult<>(
        engine.json(), step.resultType(), !engine.middleware().isEmpty());
    R result = state
        .interrupts()
        .<R>call(
            attempt.stepId(),
            branch,
            step.timeout(),
            () -> checked.of(body),
            inner -> around(step, attempt, arguments, inner));
    return checked.after(result);
  }

  private <R extends @Nullable Object> Callable<? extends R> around(
      StepDefinition<R> step,
      Attempt attempt,
      @Nullable Object[] arguments,
      Callable<? extends R> body) {
    Callable<? extends R> around = Around.<R>step(state, step, attempt, arguments, body);
    return () -> Durable.<R>callWith(null, () -> Frame.<R>inStep(attempt.number(), around));
  }

  /** The delay before the next attempt; empty if there is none. */
  private Optional<Duration> delay(StepDefinition<?> step, Attempt attempt, ErrorReport report) {
    int retries = state.retries(step) + state.deathsIn(attempt);
    RetryPolicy policy =
        engine.time().retryPolicy().or(state.function().backoff()).or(step.backoff());
    Optional<Duration> delay =
        policy.next(report.thrown(), attempt.number(), retries, engine.time().random());
    report.warn(
        log,
        state + ", step " + attempt.stepId() + ": attempt " + attempt.number() + " of "
            + (retries + 1) + " failed, "
            + delay
                .map(wait -> "the next attempt is due in " + wait)
                .orElse("and no more attempts follow"),
        state.secrets().redaction());
    return delay;
  }
}
