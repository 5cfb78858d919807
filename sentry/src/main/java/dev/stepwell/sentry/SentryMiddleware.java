package dev.stepwell.sentry;

import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StoredEvent;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ISpan;
import io.sentry.ITransaction;
import io.sentry.ScopesAdapter;
import io.sentry.SpanStatus;
import io.sentry.protocol.User;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reports to Sentry each run that fails, once, with function, run, step, attempt and the attempts that failed before, and traces runs and steps.
 * Values of secret fields are masked, as in the log.
 *
 * <p>A failure that the flow catches does not fail the run, and is not reported. Runs that fail without being executed, for example
 * because their workers died, are not reported either. Settings never change: each method returns a new middleware.
 */
public final class SentryMiddleware implements Middleware {
  private final IScopes scopes;
  private final Reporting reporting;
  private final RunTrails trails;

  private SentryMiddleware(IScopes scopes, Reporting reporting, RunTrails trails) {
    this.scopes = scopes;
    this.reporting = reporting;
    this.trails = trails;
  }

  /** With the SDK as {@code Sentry.init} has set it up. */
  public static SentryMiddleware create() {
    return on(ScopesAdapter.getInstance());
  }

  /** With these scopes of the SDK. */
  public static SentryMiddleware on(IScopes scopes) {
    return new SentryMiddleware(scopes, Reporting.DEFAULT, new RunTrails());
  }

  /**
   * Adds links to the dashboard.
   *
   * @param url where it is mounted, for example {@code https://ops.example.org/stepwell}
   */
  public SentryMiddleware dashboard(String url) {
    return new SentryMiddleware(
        scopes, reporting.withDashboard(url.replaceFirst("/+$", "")), trails);
  }

  /** Adds the user whom a run concerns, for example from a header of its event. */
  public SentryMiddleware user(Function<RunInfo, @Nullable User> user) {
    return new SentryMiddleware(scopes, reporting.withUser(user), trails);
  }

  @Override
  public List<Sent> aroundSend(SendInfo send, Sending next) {
    List<StoredEvent> events = send.events();
    return next.proceed(TraceHeaders.of(scopes).addTo(events));
  }

  @Override
  public @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
    RunTrail trail = trails.begin(run, scopes.forkedScopes("stepwell"));
    ITransaction transaction = trail.startTransaction();
    SpanStatus status = SpanStatus.OK;
    boolean over = false;
    try {
      Object output = next.proceed(run.event());
      over = true;
      return output;
    } catch (UncatchableSuspension parked) {
      throw parked;
    } catch (Throwable e) {
      over = true;
      status = SpanStatus.INTERNAL_ERROR;
      reporting.report(trail, e, trails.logged());
      throw e;
    } finally {
      transaction.finish(status);
      trails.end(trail, over);
    }
  }

  @Override
  @SuppressWarnings("try") // the scopes are current for as long as the resource is open
  public @Nullable Object aroundBranch(RunInfo run, Attempt next) throws Exception {
    RunTrail trail = trails.of(run);
    if (trail == null) {
      return next.proceed();
    }
    try (ISentryLifecycleToken current = trail.scopes().makeCurrent()) {
      return next.proceed();
    }
  }

  @Override
  public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
    RunTrail trail = trails.of(step.run());
    if (trail == null) {
      return next.proceed();
    }
    ISpan span = trail.startSpan(step);
    try {
      Object result = next.proceed();
      span.finish(SpanStatus.OK);
      return result;
    } catch (UncatchableSuspension taken) {
      throw taken;
    } catch (Throwable e) {
      trail.failed(step, e);
      span.finish(SpanStatus.INTERNAL_ERROR);
      throw e;
    } finally {
      if (!span.isFinished()) {
        span.finish(SpanStatus.CANCELLED);
      }
    }
  }
}
