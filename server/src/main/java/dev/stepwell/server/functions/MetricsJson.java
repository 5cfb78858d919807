package dev.stepwell.server.functions;

import dev.stepwell.runtime.model.FunctionCounts;
import dev.stepwell.runtime.model.Percentiles;
import dev.stepwell.runtime.model.RetryingRuns;
import dev.stepwell.runtime.model.RunCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of the runs created in a window, as JSON.
 *
 * @param bucketSeconds the length of each bucket
 * @param complete whether all runs of the window were examined
 * @param retrying the number of live runs per function that retry a step, whenever they were created
 */
record MetricsJson(
    int minutes,
    String from,
    String to,
    long bucketSeconds,
    boolean complete,
    List<OfFunction> functions,
    Map<String, Long> retrying) {
  static MetricsJson of(
      int minutes,
      Instant from,
      Instant to,
      long bucketSeconds,
      RunCounts counts,
      List<RetryingRuns> retrying) {
    return new MetricsJson(
        minutes,
        from.toString(),
        to.toString(),
        bucketSeconds,
        counts.complete(),
        counts.functions().stream().map(OfFunction::of).toList(),
        retrying.stream()
            .collect(Collectors.toMap(
                RetryingRuns::functionId, RetryingRuns::runs, Long::sum, TreeMap::new)));
  }

  /** The outcomes of one function. Durations are in milliseconds, and null without runs. */
  record OfFunction(
      String function,
      long created,
      long completed,
      long failed,
      long cancelled,
      long skipped,
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
          counts.skipped(),
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

  /** The runs created in a part of the window. */
  record Bucket(
      String at, long created, long completed, long failed, long cancelled, long skipped) {
    static Bucket of(dev.stepwell.runtime.model.Bucket bucket) {
      return new Bucket(
          bucket.at().toString(),
          bucket.created(),
          bucket.completed(),
          bucket.failed(),
          bucket.cancelled(),
          bucket.skipped());
    }
  }
}
