package dev.stepwell.sentry;

import dev.stepwell.StepFailedException;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.runtime.secrets.Redaction;
import io.sentry.Breadcrumb;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.protocol.User;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports a run that has failed.
 *
 * @param dashboard where the dashboard is; null if it is unknown
 * @param user whom a run concerns
 * @param secrets finds what must not be reported
 */
record Reporting(
    @Nullable String dashboard, Function<RunInfo, @Nullable User> user, SecretSearch secrets) {
  static final Reporting DEFAULT = new Reporting(null, run -> null, new SecretSearch(null));

  private static final Logger log = LoggerFactory.getLogger(Reporting.class);

  Reporting withDashboard(String url) {
    return new Reporting(url, user, secrets);
  }

  Reporting withUser(Function<RunInfo, @Nullable User> of) {
    return new Reporting(dashboard, of, secrets);
  }

  Reporting withStepwell(Supplier<Stepwell> stepwell) {
    return new Reporting(dashboard, user, new SecretSearch(stepwell));
  }

  /** Reports it. What fails here does not change what the run has failed with. */
  void report(RunTrail trail, Exception failure) {
    try {
      Redaction redaction = secrets.in(trail);
      trail.scopes().captureEvent(event(trail, failure, redaction));
    } catch (RuntimeException | LinkageError e) {
      log.warn("Sentry was not told that run {} failed", trail.run().runId(), e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // two attempts may look alike
  private SentryEvent event(RunTrail trail, Exception failure, Redaction redaction) {
    List<RunTrail.FailedTry> failed = trail.failed();
    RunTrail.FailedTry last = last(failed, failure);
    SentryEvent event = new SentryEvent();
    event.setLevel(SentryLevel.ERROR);
    event.setTransaction(trail.run().functionId());
    event.setExceptions(ReportedExceptions.of(
        last == null ? failure : last.error(), redaction, trail.scopes().getOptions()));
    event.setTag("stepwell.function", trail.run().functionId());
    event.setTag("stepwell.run", trail.run().runId().toString());
    setStep(event, failure, last);
    event.getContexts().put("stepwell", context(trail.run(), last, redaction));
    event.setUser(user.apply(trail.run()));
    failed.stream()
        .filter(one -> one != last)
        .forEach(one -> event.addBreadcrumb(breadcrumb(one, redaction)));
    return event;
  }

  /** The attempt because of which the run fails; null if the flow itself has failed, or an earlier process has seen it. */
  private static RunTrail.@Nullable FailedTry last(
      List<RunTrail.FailedTry> failed, Exception failure) {
    if (!(failure instanceof StepFailedException ofStep)) {
      return null;
    }
    RunTrail.FailedTry last = null;
    for (RunTrail.FailedTry one : failed) {
      if (one.step().stepId().equals(ofStep.stepId())) {
        last = one;
      }
    }
    return last;
  }

  private static void setStep(
      SentryEvent event, Exception failure, RunTrail.@Nullable FailedTry last) {
    if (last != null) {
      event.setTag("stepwell.step", last.step().stepId());
      event.setTag("stepwell.attempt", String.valueOf(last.step().attempt()));
    } else if (failure instanceof StepFailedException ofStep) {
      event.setTag("stepwell.step", ofStep.stepId());
      event.setTag("stepwell.attempt", String.valueOf(ofStep.attempts()));
    }
  }

  private Map<String, Object> context(
      RunInfo run, RunTrail.@Nullable FailedTry last, Redaction redaction) {
    Map<String, Object> context = new HashMap<>();
    context.put("function", run.functionId());
    context.put("run", run.runId().toString());
    context.put("event", redaction.in(run.event().name()));
    context.put("created", run.createdAt().toString());
    if (last != null) {
      context.put("step", last.step().stepId());
      context.put("attempt", last.step().attempt());
      context.put("maxAttempts", last.step().maxAttempts());
    }
    if (dashboard != null) {
      context.put("dashboard", dashboard + "/runs/" + run.runId());
    }
    return context;
  }

  @SuppressWarnings("JavaUtilDate") // the SDK takes no other
  private static Breadcrumb breadcrumb(RunTrail.FailedTry failed, Redaction redaction) {
    StepInfo step = failed.step();
    Breadcrumb crumb = new Breadcrumb(new Date(failed.at()));
    crumb.setCategory("stepwell.attempt");
    crumb.setLevel(SentryLevel.WARNING);
    crumb.setMessage("attempt " + step.attempt() + " of " + step.maxAttempts() + " of step "
        + step.stepId() + " failed: " + redaction.in(Objects.toString(failed.error())));
    crumb.setData("step", step.stepId());
    crumb.setData("attempt", step.attempt());
    return crumb;
  }
}
