package dev.stepwell.benchmarks;

import dev.stepwell.benchmarks.Contender.Ability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurement 1: many runs of ten trivial steps, sent at once to a running worker. */
final class StepRate implements Measurement {
  /** The number of steps per run. */
  static final int STEPS = 10;

  private static final String LIMIT = "limit";
  private static final double LEAST_TIMES_DBOS = 20;
  private static final double LEAST_OF_THE_LIMIT = 1.0 / 3;

  @Override
  public String title() {
    return "1. Steps a second";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    Map<String, Bench.Once<Double>> each = new LinkedHashMap<>();
    for (Contender contender : bench.able(Ability.STEPS)) {
      each.put(contender.name(), database -> rate(bench, contender, database));
    }
    if (bench.limit()) {
      each.put(
          LIMIT, database -> new Limit(database, STEPS).stepRows(bench.sizes().limitRows()));
    }
    report(bench.sizes(), bench.rounds(each), report);
  }

  /** Steps per second, from before the first send until the end of the last run is on disk. */
  static double rate(Bench bench, Contender contender, BenchmarkDatabase database)
      throws Exception {
    Sizes sizes = bench.sizes();
    try (ContenderSession session = contender.start(database)) {
      session.run(sizes.warmRuns(), STEPS);
      bench.server().settle();
      long start = System.nanoTime();
      session.run(sizes.stepRuns(), STEPS);
      return sizes.stepRuns() * STEPS * 1e9 / (System.nanoTime() - start);
    }
  }

  private static void report(Sizes sizes, Map<String, List<Double>> rates, Report report) {
    report.paragraph(String.format(
        "%,d runs of %d trivial sequential steps, sent at once to a running worker, from the first send until the end of the last run is"
            + " on disk. The limit: rows of stepwell.step. Job libraries have no steps and are left out.",
        sizes.stepRuns(), STEPS));
    double dbos = BenchmarkSamples.median(rates, "dbos");
    double limit = BenchmarkSamples.median(rates, LIMIT);
    Table table = new Table("", "steps/s (median)", "least … greatest", "× dbos", "of the limit");
    rates.forEach((name, values) -> {
      BenchmarkSamples samples = BenchmarkSamples.of(values, rate -> rate);
      table.row(
          name,
          samples.median(),
          samples.range(),
          samples.median() / dbos,
          samples.median() / limit);
    });
    report.table(table);
    bar(report, "dbos", BenchmarkSamples.median(rates, "stepwell") / dbos, LEAST_TIMES_DBOS);
    bar(
        report,
        "the limit",
        BenchmarkSamples.median(rates, "stepwell") / limit,
        LEAST_OF_THE_LIMIT);
  }

  private static void bar(Report report, String than, double times, double least) {
    if (!Double.isNaN(times)) {
      report.bar(
          "stepwell at least " + Table.number(least) + " times " + than,
          Table.number(times) + " times",
          times >= least);
    }
  }
}
