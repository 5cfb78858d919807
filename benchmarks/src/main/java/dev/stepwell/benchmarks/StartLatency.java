package dev.stepwell.benchmarks;

import dev.stepwell.benchmarks.Contender.Ability;
import dev.stepwell.benchmarks.ContenderSession.Latency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurement 3: how soon a function begins and ends on an idle system. */
final class StartLatency implements Measurement {
  private static final long PAUSE_MILLIS = 20;
  private static final double MAX_MILLIS = 2;
  private static final double NANOS_A_MILLI = 1e6;

  /** Milliseconds of one round. */
  record Percentiles(double firstLine50, double firstLine99, double end50, double end99) {}

  @Override
  public String title() {
    return "3. An idle system: from send to first line";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    Map<String, Bench.Once<Percentiles>> each = new LinkedHashMap<>();
    for (Contender contender : bench.able(Ability.ONE_BY_ONE)) {
      each.put(contender.name(), database -> percentiles(bench, contender, database));
    }
    report(bench.sizes(), bench.rounds(each), report);
  }

  /** Starts this many runs one by one, in this fresh database. */
  static Percentiles percentiles(Bench bench, Contender contender, BenchmarkDatabase database)
      throws Exception {
    int count = bench.sizes().latencies();
    List<Latency> latencies = new ArrayList<>();
    try (ContenderSession session = contender.start(database)) {
      session.run(bench.sizes().warmRuns(), 1);
      bench.server().settle();
      for (int i = -count / 10; i < count; i++) {
        Thread.sleep(PAUSE_MILLIS);
        Latency latency = session.once();
        if (i >= 0) {
          latencies.add(latency);
        }
      }
    }
    BenchmarkSamples firstLine =
        BenchmarkSamples.of(latencies, one -> one.toFirstLine() / NANOS_A_MILLI);
    BenchmarkSamples end = BenchmarkSamples.of(latencies, one -> one.toEnd() / NANOS_A_MILLI);
    return new Percentiles(
        firstLine.percentile(50), firstLine.percentile(99), end.percentile(50), end.percentile(99));
  }

  private static void report(Sizes sizes, Map<String, List<Percentiles>> found, Report report) {
    report.paragraph(String.format(
        "Runs of one trivial step, or jobs, one at a time with %d ms between them, %,d of each per round; milliseconds from before the"
            + " send to the first line of the function, and until its end is on disk. Medians of the rounds.",
        PAUSE_MILLIS, sizes.latencies()));
    Table table =
        new Table("", "first line p50 (ms)", "first line p99 (ms)", "end p50 (ms)", "end p99 (ms)");
    found.forEach((name, rounds) -> table.row(
        name,
        BenchmarkSamples.of(rounds, Percentiles::firstLine50).median(),
        BenchmarkSamples.of(rounds, Percentiles::firstLine99).median(),
        BenchmarkSamples.of(rounds, Percentiles::end50).median(),
        BenchmarkSamples.of(rounds, Percentiles::end99).median()));
    report.table(table);
    double stepwell = BenchmarkSamples.of(
            found.getOrDefault("stepwell", List.of()), Percentiles::firstLine50)
        .median();
    if (!Double.isNaN(stepwell)) {
      report.bar(
          "stepwell's p50 to the first line at most " + Table.number(MAX_MILLIS) + " ms",
          Table.number(stepwell) + " ms",
          stepwell <= MAX_MILLIS);
    }
  }
}
