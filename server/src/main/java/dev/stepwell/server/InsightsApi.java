package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.FailureGroup;
import dev.stepwell.runtime.model.FailureGroups;
import dev.stepwell.runtime.model.FunctionCounts;
import dev.stepwell.runtime.model.Percentiles;
import dev.stepwell.runtime.model.RunCounts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/metrics}, {@code /api/failures} and {@code /api/workers}: how functions do, over a window that ends now. */
final class InsightsApi {
  private static final int USUAL_MINUTES = 60;
  private static final int MOST_MINUTES = 31 * 24 * 60;

  /** About how many buckets a window has. */
  private static final int BUCKETS = 120;

  private final Stepwell stepwell;
  private final RunReader runs;
  private final RecentAnswers recent = new RecentAnswers();

  InsightsApi(Stepwell stepwell, RunReader runs) {
    this.stepwell = stepwell;
    this.runs = runs;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/metrics", this::metrics);
    routes.get("/api/failures", this::failures);
    routes.get(
        "/api/workers",
        request ->
            request.json(stepwell.insights().workers().stream().map(Worker::of).toList()));
  }

  /**
   * What became of the runs that were created in a window.
   *
   * @param bucketSeconds how long each bucket is
   * @param complete whether all runs of the window were looked at
   */
  record Metrics(
      int minutes,
      String from,
      String to,
      long bucketSeconds,
      boolean complete,
      List<OfFunction> functions) {}

  /** The same of one function. Durations are milliseconds, and null where there is none. */
  record OfFunction(
      String function,
      long created,
      long completed,
      long failed,
      long cancelled,
      long live,
      Millis duration,
      Millis queueing,
      List<Bucket> buckets) {
    static OfFunction of(FunctionCounts counts) {
      return new OfFunction(
          counts.functionId(),
          counts.created(),
          counts.completed(),
          counts.failed(),
          counts.cancelled(),
          counts.live(),
          Millis.of(counts.duration()),
          Millis.of(counts.queueing()),
          counts.buckets().stream().map(Bucket::of).toList());
    }
  }

  /** Percentiles in milliseconds. */
  record Millis(
      @Nullable Double p50, @Nullable Double p95, @Nullable Double p99) {
    static Millis of(Percentiles percentiles) {
      return new Millis(
          millis(percentiles.p50()), millis(percentiles.p95()), millis(percentiles.p99()));
    }

    private static @Nullable Double millis(@Nullable Duration duration) {
      return duration == null ? null : duration.toNanos() / 1_000_000.0;
    }
  }

  /** The runs that were created in a part of the window. */
  record Bucket(String at, long created, long completed, long failed, long cancelled) {
    static Bucket of(dev.stepwell.runtime.model.Bucket bucket) {
      return new Bucket(
          bucket.at().toString(),
          bucket.created(),
          bucket.completed(),
          bucket.failed(),
          bucket.cancelled());
    }
  }

  /** Failed runs by what went wrong. */
  record Failures(int minutes, boolean complete, List<Group> groups) {}

  /** Failed runs of one function, step and exception. */
  record Group(
      String function,
      @Nullable String step,
      String type,
      @Nullable String lastMessage,
      long count,
      String firstSeen,
      String lastSeen,
      List<UUID> lastRuns) {}

  /** A process that executes runs. */
  record Worker(
      UUID id,
      String name,
      List<String> functions,
      String startedAt,
      String heartbeatAt,
      boolean alive,
      long running) {
    static Worker of(dev.stepwell.runtime.model.WorkerInfo worker) {
      return new Worker(
          worker.id(),
          worker.name(),
          worker.functions(),
          worker.startedAt().toString(),
          worker.heartbeatAt().toString(),
          worker.alive(),
          worker.running());
    }
  }

  private static int minutes(Context request) {
    Parameters parameters = Parameters.of(request);
    parameters.allow(Set.of("minutes"));
    return parameters.number("minutes", USUAL_MINUTES, MOST_MINUTES);
  }

  private void metrics(Context request) {
    int minutes = minutes(request);
    request.json(recent.of("metrics " + minutes, () -> metrics(minutes)));
  }

  private Metrics metrics(int minutes) {
    long bucket = Math.max(1, minutes * 60L / BUCKETS);
    Instant to = stepwell.now();
    Instant from = to.minus(Duration.ofMinutes(minutes));
    RunCounts counts = stepwell.insights().counts(from, to, Duration.ofSeconds(bucket));
    return new Metrics(
        minutes,
        from.toString(),
        to.toString(),
        bucket,
        counts.complete(),
        counts.functions().stream().map(OfFunction::of).toList());
  }

  private void failures(Context request) {
    int minutes = minutes(request);
    request.json(recent.of("failures " + minutes, () -> failures(minutes)));
  }

  private Failures failures(int minutes) {
    Instant to = stepwell.now();
    FailureGroups failures =
        stepwell.insights().failures(to.minus(Duration.ofMinutes(minutes)), to);
    return new Failures(
        minutes,
        failures.complete(),
        failures.groups().stream().map(this::group).toList());
  }

  private Group group(FailureGroup group) {
    return new Group(
        group.functionId(),
        group.stepId(),
        group.type(),
        redaction(group).of(group.lastMessage()),
        group.count(),
        group.firstSeen().toString(),
        group.lastSeen().toString(),
        group.lastRuns());
  }

  /** The last message may quote a secret of the event that started the last run. */
  private Secrets.Redaction redaction(FailureGroup group) {
    return stepwell
        .runs()
        .run(group.lastRuns().get(0))
        .map(runs::redaction)
        .orElse(Secrets.Redaction.NONE);
  }
}
