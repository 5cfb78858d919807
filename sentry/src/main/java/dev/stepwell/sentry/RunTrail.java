package dev.stepwell.sentry;

import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import io.sentry.IScopes;
import io.sentry.ISpan;
import io.sentry.ITransaction;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What this process has seen of a run: its attempts that failed, and payloads that may hold secrets. */
final class RunTrail {
  private static final int MAX_ATTEMPTS = 50;
  private static final int MAX_PAYLOADS = 200;

  private final RunInfo run;
  private final IScopes scopes;
  private final Deque<FailedTry> failed;
  private final List<@Nullable Object> payloads;
  private boolean sawAll;
  private @Nullable ITransaction transaction;

  /**
   * An attempt that failed.
   *
   * @param step which one
   * @param error what it threw
   * @param at when, in milliseconds
   */
  record FailedTry(StepInfo step, Throwable error, long at) {}

  /** A new execution of a run, whose earlier executions have left this. */
  RunTrail(RunInfo run, IScopes scopes, @Nullable RunTrail earlier) {
    this.run = run;
    this.scopes = scopes;
    this.failed = earlier == null ? new ArrayDeque<>() : new ArrayDeque<>(earlier.failed());
    this.payloads = earlier == null ? new ArrayList<>() : earlier.payloads();
    this.sawAll = earlier == null ? run.first() : earlier.sawAll();
    scopes.configureScope(scope -> {
      scope.setTag("stepwell.function", run.functionId());
      scope.setTag("stepwell.run", run.runId().toString());
    });
  }

  RunInfo run() {
    return run;
  }

  IScopes scopes() {
    return scopes;
  }

  /** Starts the transaction of this execution, in the trace of the sender of the event. */
  ITransaction startTransaction() {
    Map<String, String> headers = run.event().headers();
    String trace = headers.get(TraceHeaders.TRACE);
    String baggage = headers.get(TraceHeaders.BAGGAGE);
    TransactionContext context = trace == null
        ? null
        : scopes.continueTrace(trace, baggage == null ? List.of() : List.of(baggage));
    if (context == null) {
      context = new TransactionContext(run.functionId(), "stepwell.run");
    } else {
      context.setName(run.functionId());
      context.setOperation("stepwell.run");
    }
    TransactionOptions options = new TransactionOptions();
    options.setBindToScope(false);
    ITransaction started = scopes.startTransaction(context, options);
    started.setData("stepwell.run", run.runId().toString());
    started.setData("stepwell.first", run.first());
    scopes.configureScope(scope -> scope.setTransaction(started));
    transaction = started;
    return started;
  }

  ISpan startSpan(StepInfo step) {
    ISpan span = Objects.requireNonNull(transaction).startChild("stepwell.step", step.stepId());
    span.setData("stepwell.attempt", step.attempt());
    return span;
  }

  /** Notes a payload, in which secrets are looked for when the run fails. */
  synchronized void saw(@Nullable Object payload) {
    if (payloads.size() < MAX_PAYLOADS) {
      payloads.add(payload);
    } else {
      sawAll = false;
    }
  }

  synchronized List<@Nullable Object> payloads() {
    return new ArrayList<>(payloads);
  }

  /** Whether all payloads of the run were noted: this process has executed it from the beginning, and there were not too many. */
  synchronized boolean sawAll() {
    return sawAll;
  }

  synchronized void failed(StepInfo step, Throwable error) {
    if (failed.size() == MAX_ATTEMPTS) {
      failed.removeFirst();
    }
    failed.addLast(new FailedTry(step, error, System.currentTimeMillis()));
  }

  /** The attempts that failed, the oldest first. */
  synchronized List<FailedTry> failed() {
    return List.copyOf(failed);
  }
}
