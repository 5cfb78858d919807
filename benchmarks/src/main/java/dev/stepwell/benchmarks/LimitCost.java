package dev.stepwell.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Measurement 8: what limits cost, in one worker and in four that are all busy. */
final class LimitCost implements Measurement {
  private static final int KEYS = 1_000;
  private static final int WORKERS = 4;
  private static final int RUNS_OF_A_WORKER = 10;
  private static final double LEAST_OF_UNLIMITED = 0.9;

  private static final String FREE = "no limit";
  private static final String KEYED = "10 for each of 1,000 keys";
  private static final String TOGETHER = "100 in all";
  private static final String FREE_WORKERS = "four workers of 10 runs, no limit";
  private static final String FORTY = "four workers of 10 runs, 40 in all";

  @Override
  public String title() {
    return "8. Limits: what they cost";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    if (bench.contender("stepwell").isEmpty()) {
      report.paragraph("Stepwell was left out.");
      return;
    }
    Map<String, Bench.Once<Double>> each = new LinkedHashMap<>();
    each.put(FREE, database -> steps(bench, database, BenchmarksFreeWanted::new));
    each.put(KEYED, database -> steps(bench, database, BenchmarksKeyedWanted::new));
    each.put(TOGETHER, database -> steps(bench, database, BenchmarksTogetherWanted::new));
    each.put(FREE_WORKERS, database -> runs(bench, database, BenchmarksFreeWanted::new));
    each.put(FORTY, database -> runs(bench, database, BenchmarksFortyWanted::new));
    report(bench.sizes(), bench.rounds(each), report);
  }

  private static double steps(
      Bench bench, BenchmarkDatabase database, BiFunction<String, Integer, Record> event)
      throws Exception {
    int runs = bench.sizes().stepRuns();
    try (LimitedSession session = LimitedSession.of(database)) {
      session.run(bench.sizes().warmRuns(), KEYS, StepRate.STEPS, event);
      bench.server().settle();
      long start = System.nanoTime();
      session.run(runs, KEYS, StepRate.STEPS, event);
      return (double) runs * StepRate.STEPS * 1e9 / (System.nanoTime() - start);
    }
  }

  private static double runs(
      Bench bench, BenchmarkDatabase database, BiFunction<String, Integer, Record> event)
      throws Exception {
    int runs = bench.sizes().jobs();
    try (LimitedSession session = LimitedSession.of(database, WORKERS, RUNS_OF_A_WORKER)) {
      session.run(bench.sizes().warmRuns(), KEYS, 1, event);
      bench.server().settle();
      long start = System.nanoTime();
      session.run(runs, KEYS, 1, event);
      return runs * 1e9 / (System.nanoTime() - start);
    }
  }

  private static void report(Sizes sizes, Map<String, List<Double>> rates, Report report) {
    report.paragraph(String.format(
        "%,d runs of %d trivial steps in one worker (steps per second), and %,d runs of one step in %d workers that execute %d runs"
            + " each at once (runs per second), sent at once. The keys are %,d.",
        sizes.stepRuns(), StepRate.STEPS, sizes.jobs(), WORKERS, RUNS_OF_A_WORKER, KEYS));
    Table table = new Table("", "per second (median)", "least … greatest", "of no limit");
    rates.forEach((name, values) -> {
      BenchmarkSamples samples = BenchmarkSamples.of(values, rate -> rate);
      String free = name.contains("workers") ? FREE_WORKERS : FREE;
      table.row(
          name,
          samples.median(),
          samples.range(),
          samples.median() / BenchmarkSamples.median(rates, free));
    });
    report.table(table);
    bar(
        report,
        KEYED,
        BenchmarkSamples.median(rates, KEYED) / BenchmarkSamples.median(rates, FREE));
    bar(
        report,
        TOGETHER,
        BenchmarkSamples.median(rates, TOGETHER) / BenchmarkSamples.median(rates, FREE));
    bar(
        report,
        FORTY,
        BenchmarkSamples.median(rates, FORTY) / BenchmarkSamples.median(rates, FREE_WORKERS));
  }

  private static void bar(Report report, String name, double part) {
    report.bar(
        name + ": at least 90 % of the speed without a limit",
        Table.number(part) + " of it",
        part >= LEAST_OF_UNLIMITED);
  }
}
