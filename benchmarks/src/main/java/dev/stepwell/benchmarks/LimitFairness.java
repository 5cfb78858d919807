package dev.stepwell.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Measurement 8, continued: how soon runs of other keys start behind a key with a large backlog. */
final class LimitFairness implements Measurement {
  private static final int OTHERS = 100;
  private static final double MAX_MILLIS = 1_000;
  private static final double NANOS_A_MILLI = 1e6;
  private static final long BETWEEN_LOOKS = 1_000_000;

  @Override
  public String title() {
    return "8. Limits: fairness between keys";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    if (bench.contender("stepwell").isEmpty()) {
      report.paragraph("Stepwell was left out.");
      return;
    }
    Map<String, Bench.Once<List<Double>>> each =
        Map.of("others", database -> others(bench, database));
    List<Double> found = bench.rounds(each).values().stream()
        .flatMap(List::stream)
        .flatMap(List::stream)
        .toList();
    BenchmarkSamples millis = BenchmarkSamples.of(found, value -> value);
    report.paragraph(String.format(
        "One key has %,d runs that wait for its 10 slots; then %d other keys get one run each: milliseconds from their send to the first"
            + " line.",
        bench.sizes().backlog(), OTHERS));
    report.table(new Table("", "p50 (ms)", "p99 (ms)", "max (ms)")
        .row("other keys", millis.median(), millis.percentile(99), millis.percentile(100)));
    report.bar(
        "other keys start within " + Table.number(MAX_MILLIS) + " ms at p99",
        Table.number(millis.percentile(99)) + " ms",
        millis.percentile(99) <= MAX_MILLIS);
  }

  private static List<Double> others(Bench bench, BenchmarkDatabase database) throws Exception {
    LimitedSession.fill(database, bench.sizes().backlog(), new BenchmarksKeyedWanted("large", 1));
    bench.server().settle();
    try (LimitedSession session = LimitedSession.of(database)) {
      session.probe().awaitEnds(1);
      List<String> keys = IntStream.range(0, OTHERS).mapToObj(i -> "other" + i).toList();
      long start = System.nanoTime();
      session.send(keys.stream().map(key -> new BenchmarksKeyedWanted(key, 1)).toList());
      long deadline = start + BenchmarkProbe.PATIENCE.toNanos();
      while (session.starts().of(keys).size() < OTHERS) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "not all other keys had started within " + BenchmarkProbe.PATIENCE);
        }
        LockSupport.parkNanos(BETWEEN_LOOKS);
      }
      return session.starts().of(keys).stream()
          .map(first -> (first - start) / NANOS_A_MILLI)
          .toList();
    }
  }
}
