package dev.stepwell.sentry;

import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import io.sentry.IScopes;
import io.sentry.ISpan;
import io.sentry.ITransaction;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An execution of a run, with the attempts that failed in this process. */
final class RunTrail {
  private static final int MAX_ATTEMPTS = 20;

  private final RunInfo run;
  private final IScopes scopes;
  private final Deque<AttemptFailure> failed;
  private final Map<String, Thrown> thrown = new LinkedHashMap<>();
  private @Nullable ITransaction transaction;

  /**
   * What an attempt threw.
   *
   * @param attempt which one
   * @param error the exception
   */
  record Thrown(AttemptFailure attempt, Throwable error) {}

  /** A new execution of a run, after attempts that failed in earlier ones. */
  RunTrail(RunInfo run, IScopes scopes, List<AttemptFailure> earlier) {
    this.run = run;
    this.scopes = scopes;
    this.failed = new ArrayDeque<>(earlier);
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
    ISpan span = Objects.requireNonNull(transaction).startChild("stepwell.step", step.baseId());
    span.setData("stepwell.step", step.stepId());
    span.setData("stepwell.attempt", step.attempt());
    return span;
  }

  synchronized void failed(StepInfo step, Throwable error) {
    AttemptFailure attempt = AttemptFailure.of(step, error);
    if (failed.size() == MAX_ATTEMPTS) {
      failed.removeFirst();
    }
    failed.addLast(attempt);
    thrown.remove(step.stepId());
    thrown.put(step.stepId(), new Thrown(attempt, error));
    if (thrown.size() > MAX_ATTEMPTS) {
      thrown.remove(thrown.keySet().iterator().next());
    }
  }

  /** The attempts that failed, the oldest first. */
  synchronized List<AttemptFailure> failed() {
    return List.copyOf(failed);
  }

  /** The last attempt of this step that failed in this execution, if it has this number and is one of the last that failed. */
  synchronized @Nullable Thrown thrown(String stepId, int attempt) {
    Thrown last = thrown.get(stepId);
    return last != null && last.attempt().attempt() == attempt ? last : null;
  }
}
