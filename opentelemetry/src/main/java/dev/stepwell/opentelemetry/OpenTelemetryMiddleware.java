package dev.stepwell.opentelemetry;

import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.runtime.model.Sent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Traces sends, executions of runs, and attempts of steps. The context of the sender travels in the headers of the event (W3C), so a trace leads
 * from the sender through runs, steps, retries and the functions that they invoke.
 *
 * <p>An execution long after the event, when a run has slept for days, begins a trace of its own with a link to the sender's. Spans
 * have the types of exceptions but not their messages, which may contain secrets. Settings never change: each method returns a new
 * middleware.
 */
@SuppressWarnings("try") // a context is current for as long as its scope is open
public final class OpenTelemetryMiddleware implements Middleware {
  /** The name of the instrumentation. */
  static final String SCOPE = "dev.stepwell";

  private static final Duration LINK_AFTER = Duration.ofHours(1);

  private final Supplier<Tracer> tracer;
  private final Duration linkAfter;
  private final InstantSource clock;
  private final RunSpans spans;
  private final Map<UUID, Context> executing = new ConcurrentHashMap<>();

  private OpenTelemetryMiddleware(
      Supplier<Tracer> tracer, Duration linkAfter, InstantSource clock) {
    this.tracer = tracer;
    this.linkAfter = linkAfter;
    this.clock = clock;
    this.spans = new RunSpans(tracer, linkAfter, clock);
  }

  /** With the global instance, which an agent or the application must set before the first send or run. */
  public static OpenTelemetryMiddleware create() {
    return new OpenTelemetryMiddleware(new GlobalTracer(), LINK_AFTER, InstantSource.system());
  }

  /** With this instance. */
  public static OpenTelemetryMiddleware on(OpenTelemetry openTelemetry) {
    Tracer tracer = openTelemetry.getTracer(SCOPE);
    return new OpenTelemetryMiddleware(() -> tracer, LINK_AFTER, InstantSource.system());
  }

  /** The age of a run after which an execution begins a trace of its own, with a link; default: one hour. */
  public OpenTelemetryMiddleware linkAfter(Duration age) {
    return new OpenTelemetryMiddleware(tracer, age, clock);
  }

  /** The clock that determines the age of a run, for tests with a time of their own. */
  public OpenTelemetryMiddleware clock(InstantSource source) {
    return new OpenTelemetryMiddleware(tracer, linkAfter, source);
  }

  @Override
  public List<Sent> aroundSend(SendInfo send, Sending next) {
    Span span = spans.send(send);
    try (Scope scope = span.makeCurrent()) {
      return next.proceed(TraceContext.inject(send.events()));
    } catch (RuntimeException | Error e) {
      fail(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  @Override
  public @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
    Context sender = TraceContext.of(run.event());
    Span span = spans.execution(run, sender);
    Context context = sender.with(span);
    executing.put(run.runId(), context);
    String outcome = "parked";
    try (Scope scope = context.makeCurrent()) {
      Object output = next.proceed(run.event());
      outcome = "completed";
      return output;
    } catch (UncatchableSuspension parked) {
      throw parked;
    } catch (Throwable e) {
      outcome = "failed";
      fail(span, e);
      throw e;
    } finally {
      executing.remove(run.runId(), context);
      span.setAttribute(RunSpans.OUTCOME, outcome);
      span.end();
    }
  }

  @Override
  public @Nullable Object aroundBranch(RunInfo run, Attempt next) throws Exception {
    Context context = executing.get(run.runId());
    if (context == null) {
      return next.proceed();
    }
    try (Scope scope = context.makeCurrent()) {
      return next.proceed();
    }
  }

  @Override
  public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
    Span span = spans.attempt(step);
    try (Scope scope = span.makeCurrent()) {
      return next.proceed();
    } catch (UncatchableSuspension taken) {
      throw taken;
    } catch (Throwable e) {
      fail(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  private static void fail(Span span, Throwable thrown) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute(RunSpans.ERROR, thrown.getClass().getName());
  }
}
