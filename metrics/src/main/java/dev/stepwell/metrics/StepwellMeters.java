package dev.stepwell.metrics;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.FunctionStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The meters of a {@link Stepwell}: what this process has done for each function, and the backlog of all processes. All names begin with
 * {@code stepwell}. The functions are those that the process executes when the meters are bound, so that their meters exist from the
 * beginning.
 */
public final class StepwellMeters implements AutoCloseable {
  private static final String RUNS_ENDED = "stepwell.runs.ended";
  private static final String FUNCTION = "function";
  private static final String STATUS = "status";

  private final Stepwell stepwell;
  private final MeterRegistry registry;
  private final Backlog backlog;
  private final List<Meter> meters = new ArrayList<>();

  private StepwellMeters(Stepwell stepwell, MeterRegistry registry) {
    this.stepwell = stepwell;
    this.registry = registry;
    this.backlog = new Backlog(stepwell, () -> registry.config().clock().wallTime());
    meters.add(Gauge.builder("stepwell.worker.alive", stepwell, known -> known.isAlive() ? 1 : 0)
        .description("1 while this process executes runs, or has no functions to execute")
        .register(registry));
    meters.add(Gauge.builder(
            "stepwell.steps.stuck", stepwell, known -> known.stuckSteps().size())
        .description("interrupted steps of this process that do not return: each keeps a thread")
        .register(registry));
    addBacklog();
    stepwell.statistics().stream().map(FunctionStatistics::functionId).forEach(this::addFunction);
  }

  /** Registers the meters. They are removed when the result is closed; the registry stays open. */
  public static StepwellMeters bind(Stepwell stepwell, MeterRegistry registry) {
    return new StepwellMeters(stepwell, registry);
  }

  private void addBacklog() {
    gauge(
        "stepwell.queue.due",
        "runs of all processes that are due to start or resume, counted up to 10,000",
        numbers -> numbers.queue().due());
    gauge(
        "stepwell.queue.waiting",
        "runs that wait for a time, an event or another run, counted up to 10,000",
        numbers -> numbers.queue().waiting());
    gauge(
        "stepwell.queue.running",
        "runs that workers are executing, counted up to 10,000",
        numbers -> numbers.queue().running());
    gauge(
        "stepwell.workers.alive", "workers whose lease has not expired", Backlog.Numbers::workers);
  }

  private void gauge(String name, String description, ToDoubleFunction<Backlog.Numbers> number) {
    meters.add(Gauge.builder(name, backlog, known -> known.tell(number))
        .description(description)
        .register(registry));
  }

  private void addFunction(String function) {
    count(
        "stepwell.runs.started",
        "runs that this process was the first to execute",
        FunctionStatistics::started,
        function);
    String ended = "runs that ended in this process";
    count(RUNS_ENDED, ended, FunctionStatistics::completed, function, STATUS, "completed");
    count(RUNS_ENDED, ended, FunctionStatistics::failed, function, STATUS, "failed");
    count(RUNS_ENDED, ended, FunctionStatistics::cancelled, function, STATUS, "cancelled");
    count(
        "stepwell.steps",
        "steps that run code and completed or failed in this process",
        FunctionStatistics::steps,
        function);
    count(
        "stepwell.attempts.failed",
        "attempts of steps that failed in this process",
        FunctionStatistics::failedAttempts,
        function);
    meters.add(FunctionTimer.builder(
            "stepwell.run.duration",
            stepwell,
            known -> ended(statistics(known, function)),
            known -> statistics(known, function).running().toNanos(),
            TimeUnit.NANOSECONDS)
        .description("duration of the runs that ended in this process, from their first start")
        .tag(FUNCTION, function)
        .register(registry));
  }

  private void count(
      String name,
      String description,
      ToLongFunction<FunctionStatistics> number,
      String function,
      String... tags) {
    meters.add(FunctionCounter.builder(
            name, stepwell, known -> number.applyAsLong(statistics(known, function)))
        .description(description)
        .tag(FUNCTION, function)
        .tags(tags)
        .register(registry));
  }

  private static long ended(FunctionStatistics counted) {
    return counted.completed() + counted.failed() + counted.cancelled();
  }

  private static FunctionStatistics statistics(Stepwell stepwell, String function) {
    return stepwell.statistics().stream()
        .filter(counted -> counted.functionId().equals(function))
        .findFirst()
        .orElseThrow();
  }

  /** Removes the meters from the registry. */
  @Override
  public void close() {
    meters.forEach(registry::remove);
    backlog.close();
  }
}
