package dev.stepwell.sentry;

import dev.stepwell.StepFailedException;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.secrets.Redaction;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.User;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports a run that has failed.
 *
 * @param dashboard where the dashboard is; null if it is unknown
 * @param user whom a run concerns
 */
record Reporting(@Nullable String dashboard, Function<RunInfo, @Nullable User> user) {
  static final Reporting DEFAULT = new Reporting(null, run -> null);

  private static final Logger log = LoggerFactory.getLogger(Reporting.class);

  Reporting withDashboard(String url) {
    return new Reporting(url, user);
  }

  Reporting withUser(Function<RunInfo, @Nullable User> of) {
    return new Reporting(dashboard, of);
  }

  /** Reports it. What fails here does not change what the run has failed with. */
  void report(RunTrail trail, Throwable failure, LoggedFailures logged) {
    try {
      SentryId sent =
          trail.scopes().captureEvent(event(trail, failure, trail.run().redaction()));
      if (!SentryId.EMPTY_ID.equals(sent)) {
        logged.omit(trail.run().runId(), trail.scopes().getOptions());
      }
    } catch (RuntimeException | LinkageError e) {
      log.warn("Run {} failed, and was not reported to Sentry", trail.run().runId(), e);
    }
  }

  private SentryEvent event(RunTrail trail, Throwable failure, Redaction redaction) {
    RunTrail.Thrown last = last(trail, failure);
    SentryEvent event = new SentryEvent();
    event.setLevel(SentryLevel.ERROR);
    event.setTransaction(trail.run().functionId());
    event.setExceptions(ReportedExceptions.of(
        last == null ? failure : last.error(), redaction, trail.scopes().getOptions()));
    event.setTag("stepwell.function", trail.run().functionId());
    event.setTag("stepwell.run", trail.run().runId().toString());
    if (failure instanceof StepFailedException ofStep) {
      event.setTag("stepwell.step", ofStep.stepId());
      event.setTag("stepwell.attempt", String.valueOf(ofStep.attempts()));
    }
    AttemptFailure attempt = last == null ? null : last.attempt();
    event.getContexts().put("stepwell", context(trail.run(), attempt, redaction));
    event.setUser(user(trail.run()));
    trail.failed().stream()
        .filter(one -> !one.equals(attempt))
        .forEach(one -> event.addBreadcrumb(one.breadcrumb(redaction)));
    return event;
  }

  /** A failure is reported without its user if the application cannot name one. */
  private @Nullable User user(RunInfo run) {
    try {
      return user.apply(run);
    } catch (RuntimeException | LinkageError e) {
      log.warn(
          "The user of run {} is not reported to Sentry, because it cannot be found",
          run.runId(),
          e);
      return null;
    }
  }

  /**
   * The attempt that fails the run. Null if it failed in an earlier execution, if the middleware did not see it fail, as when
   * a commit fails, or if the flow itself has failed.
   */
  private static RunTrail.@Nullable Thrown last(RunTrail trail, Throwable failure) {
    return failure instanceof StepFailedException ofStep
        ? trail.thrown(ofStep.stepId(), ofStep.attempts())
        : null;
  }

  private Map<String, Object> context(
      RunInfo run, @Nullable AttemptFailure last, Redaction redaction) {
    Map<String, Object> context = new HashMap<>();
    context.put("function", run.functionId());
    context.put("run", run.runId().toString());
    context.put("event", redaction.in(run.event().name()));
    context.put("created", run.createdAt().toString());
    if (last != null) {
      context.put("step", last.stepId());
      context.put("attempt", last.attempt());
      context.put("maxAttempts", last.maxAttempts());
    }
    if (dashboard != null) {
      context.put("dashboard", dashboard + "/runs/" + run.runId());
    }
    return context;
  }
}
