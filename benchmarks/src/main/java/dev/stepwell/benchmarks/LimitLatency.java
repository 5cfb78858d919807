package dev.stepwell.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Measurement 8, continued: the delay by two limits that have room, and how exact a throttle is. */
final class LimitLatency implements Measurement {
  private static final int PAUSES = 4;
  private static final int OF_LATENCIES = 10;
  private static final double MAX_MILLIS = 430;
  private static final double NANOS_BETWEEN_STARTS = 1e7;
  private static final double MAX_LATE_MILLIS = 20;
  private static final double NANOS_A_MILLI = 1e6;

  @Override
  public String title() {
    return "8. Limits: what they delay";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    if (bench.contender("stepwell").isEmpty()) {
      report.paragraph("Stepwell was left out.");
      return;
    }
    Map<String, Bench.Once<List<Double>>> ends =
        Map.of("two limits", database -> paused(bench, database));
    Map<String, Bench.Once<List<Double>>> starts =
        Map.of("throttle", database -> late(bench, database));
    report(bench.sizes(), samples(bench.rounds(ends)), samples(bench.rounds(starts)), report);
  }

  private static BenchmarkSamples samples(Map<String, List<List<Double>>> rounds) {
    List<Double> all =
        rounds.values().stream().flatMap(List::stream).flatMap(List::stream).toList();
    return BenchmarkSamples.of(all, value -> value);
  }

  /** Milliseconds from the send of a run to its end on disk. */
  private static List<Double> paused(Bench bench, BenchmarkDatabase database) throws Exception {
    List<Double> millis = new ArrayList<>();
    try (LimitedSession session = LimitedSession.of(database)) {
      session.run(1, 1, 1, BenchmarksPausedWanted::new);
      for (int i = 0; i < Math.max(1, bench.sizes().latencies() / OF_LATENCIES); i++) {
        long start = System.nanoTime();
        session.run(1, 1, PAUSES, BenchmarksPausedWanted::new);
        millis.add((System.nanoTime() - start) / NANOS_A_MILLI);
      }
    }
    return millis;
  }

  /** By how many milliseconds each run started later than it might, compared to the run that was the earliest in this sense. */
  private static List<Double> late(Bench bench, BenchmarkDatabase database) throws Exception {
    int runs = bench.sizes().throttled();
    try (LimitedSession session = LimitedSession.of(database)) {
      session.send(IntStream.range(0, runs)
          .mapToObj(i -> new BenchmarksThrottledWanted("k" + i))
          .toList());
      session.probe().awaitEnds(runs);
      List<Long> starts = session.starts().sorted();
      double[] offsets = IntStream.range(0, starts.size())
          .mapToDouble(i -> starts.get(i) - starts.get(0) - i * NANOS_BETWEEN_STARTS)
          .toArray();
      double earliest =
          IntStream.range(0, offsets.length).mapToDouble(i -> offsets[i]).min().orElse(0);
      return IntStream.range(0, offsets.length)
          .mapToObj(i -> (offsets[i] - earliest) / NANOS_A_MILLI)
          .toList();
    }
  }

  private static void report(
      Sizes sizes, BenchmarkSamples ends, BenchmarkSamples late, Report report) {
    report.paragraph(String.format(
        "A run of %d steps of %d ms under two concurrency limits that have room, from its send to its end on disk; and %,d runs that are"
            + " sent at once and throttled to 100 per second: how late each starts, compared to the earliest.",
        PAUSES, LimitedWork.PAUSE_MILLIS, sizes.throttled()));
    report.table(new Table("", "p50 (ms)", "p99 (ms)", "max (ms)")
        .row("two limits", ends.median(), ends.percentile(99), ends.percentile(100))
        .row("throttle", late.median(), late.percentile(99), late.percentile(100)));
    report.bar(
        "two limits: four steps of 100 ms within " + Table.number(MAX_MILLIS) + " ms",
        Table.number(ends.percentile(99)) + " ms at p99",
        ends.percentile(99) <= MAX_MILLIS);
    report.bar(
        "throttle: at most " + Table.number(MAX_LATE_MILLIS) + " ms late at p99",
        Table.number(late.percentile(99)) + " ms",
        late.percentile(99) <= MAX_LATE_MILLIS);
  }
}
