package dev.stepwell.benchmarks;

import dev.stepwell.benchmarks.Contender.Ability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measurement 2: many runs of one step, or jobs; from a queue that was filled before, and sent at once to a running
 * worker.
 */
final class RunRate implements Measurement {
  private static final String LIMIT = "limit";
  private static final String SENT = ", sent to a running worker";
  private static final String FILLED = ", queue filled before";
  private static final int ROWS_A_RUN = 3;
  private static final double LEAST_TIMES_JOBS = 6;
  private static final double LEAST_OF_THE_LIMIT = 1.0 / 3;

  /**
   * The result.
   *
   * @param fromStart runs per second from before the first send, or the worker's start, until the last end is on disk
   * @param fromFirstLine the same from the first line of the first run, which excludes the start-up
   */
  record Rate(double fromStart, double fromFirstLine) {}

  @Override
  public String title() {
    return "2. Runs a second";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    Map<String, Bench.Once<Rate>> each = new LinkedHashMap<>();
    for (Contender contender : bench.able(Ability.FILLED)) {
      each.put(contender.name() + FILLED, database -> filled(bench, contender, database));
    }
    for (Contender contender : bench.able(Ability.SENT)) {
      each.put(contender.name() + SENT, database -> sent(bench, contender, database));
    }
    if (bench.limit()) {
      each.put(LIMIT, database -> {
        double rate = new Limit(database, 1).allRows(bench.sizes().limitRows()) / ROWS_A_RUN;
        return new Rate(rate, rate);
      });
    }
    report(bench.sizes(), bench.rounds(each), report);
  }

  private static Rate filled(Bench bench, Contender contender, BenchmarkDatabase database)
      throws Exception {
    int runs = bench.sizes().jobs();
    contender.fill(database, runs);
    bench.server().settle();
    long start = System.nanoTime();
    try (ContenderSession session = contender.start(database)) {
      session.awaitFilled(runs);
      return rate(runs, start, session.probe());
    }
  }

  private static Rate sent(Bench bench, Contender contender, BenchmarkDatabase database)
      throws Exception {
    int runs = bench.sizes().jobs();
    try (ContenderSession session = contender.start(database)) {
      session.run(bench.sizes().warmRuns(), 1);
      session.probe().forget();
      bench.server().settle();
      long start = System.nanoTime();
      session.run(runs, 1);
      return rate(runs, start, session.probe());
    }
  }

  private static Rate rate(int runs, long start, BenchmarkProbe probe) {
    long end = System.nanoTime();
    return new Rate(runs * 1e9 / (end - start), runs * 1e9 / (end - probe.first()));
  }

  private static void report(Sizes sizes, Map<String, List<Rate>> rates, Report report) {
    report.paragraph(String.format(
        "%,d runs of one trivial step; one job each in job libraries. With a filled queue, the time begins with the start of the"
            + " worker, or in the last column with the first line of the first run; it ends when the end of the last run is on disk. The"
            + " limit: rows of event, run and step, %d per run; further updates of Stepwell are not counted.",
        sizes.jobs(), ROWS_A_RUN));
    double jobs = Math.max(best(rates, "db-scheduler"), best(rates, "jobrunr"));
    double limit = best(rates, LIMIT);
    Table table = new Table(
        "",
        "runs/s (median)",
        "least … greatest",
        "× best job library",
        "of the limit",
        "runs/s from the first line");
    rates.forEach((name, values) -> {
      BenchmarkSamples samples = BenchmarkSamples.of(values, Rate::fromStart);
      table.row(
          name,
          samples.median(),
          samples.range(),
          jobs > 0 ? samples.median() / jobs : Double.NaN,
          limit > 0 ? samples.median() / limit : Double.NaN,
          BenchmarkSamples.of(values, Rate::fromFirstLine).median());
    });
    report.table(table);
    for (String way : List.of(FILLED, SENT)) {
      double rate = best(rates, "stepwell" + way);
      bar(report, "the best job library" + way, rate / jobs, LEAST_TIMES_JOBS);
      bar(report, "the limit" + way, rate / limit, LEAST_OF_THE_LIMIT);
    }
  }

  private static void bar(Report report, String than, double times, double least) {
    if (times > 0 && !Double.isInfinite(times)) {
      report.bar(
          "stepwell at least " + Table.number(least) + " times " + than,
          Table.number(times) + " times",
          times >= least);
    }
  }

  /** The best median of those whose name begins with this; 0 if there are none. */
  private static double best(Map<String, List<Rate>> rates, String name) {
    return rates.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(name))
        .mapToDouble(
            entry -> BenchmarkSamples.of(entry.getValue(), Rate::fromStart).median())
        .max()
        .orElse(0);
  }
}
