package dev.stepwell.benchmarks;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Measurement 4, second half: measurement 1 in tables with many ended and many parked runs. */
final class FullTables implements Measurement {
  private static final String EMPTY = "empty tables";
  private static final int STEPS_OF_ENDED = 2;
  private static final double LEAST_OF_EMPTY = 0.75;

  /** The rows in the tables before the measurement. */
  private interface Before {
    void send(ContenderSession session) throws Exception;
  }

  @Override
  public String title() {
    return "4b. Full tables";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    Contender stepwell = bench.contender("stepwell").orElse(null);
    if (stepwell == null) {
      report.paragraph("Stepwell was left out.");
      return;
    }
    Sizes sizes = bench.sizes();
    String ended = String.format("%,d ended runs", sizes.endedRuns());
    String parked = String.format("%,d parked runs", sizes.parkedRuns());
    Map<String, BenchmarkDatabase> templates = new LinkedHashMap<>();
    try {
      templates.put(EMPTY, template(bench, stepwell, EMPTY, session -> {}, 0));
      templates.put(
          ended,
          template(
              bench,
              stepwell,
              ended,
              session -> session.run(1, STEPS_OF_ENDED),
              sizes.endedRuns()));
      templates.put(
          parked,
          template(bench, stepwell, parked, session -> session.sleep(1), sizes.parkedRuns()));
      Map<String, Bench.Once<Double>> each = new LinkedHashMap<>();
      templates
          .keySet()
          .forEach(name -> each.put(name, database -> StepRate.rate(bench, stepwell, database)));
      report(
          bench.rounds(
              each, name -> bench.server().copy(Objects.requireNonNull(templates.get(name)), name)),
          report);
    } finally {
      templates.values().forEach(BenchmarkDatabase::close);
    }
  }

  private static BenchmarkDatabase template(
      Bench bench, Contender stepwell, String name, Before before, int copies) throws Exception {
    BenchmarkDatabase database = bench.server().database(name);
    try {
      long start = System.nanoTime();
      try (ContenderSession session = stepwell.start(database)) {
        before.send(session);
      }
      if (copies > 0) {
        Copies.add(database, copies);
      }
      database.rest();
      bench
          .progress()
          .accept("  " + name + ": filled in " + Table.number((System.nanoTime() - start) / 1e9)
              + " s");
      return database;
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static void report(Map<String, List<Double>> rates, Report report) {
    report.paragraph(
        "Measurement 1 of Stepwell in tables with many other runs: ended ones with one event and two steps each, and parked ones that"
            + " sleep for days. They are copies of rows that the runtime wrote.");
    double empty =
        BenchmarkSamples.of(rates.getOrDefault(EMPTY, List.of()), rate -> rate).median();
    Table table = new Table("", "steps/s (median)", "least … greatest", "of empty tables");
    rates.forEach((name, values) -> {
      BenchmarkSamples samples = BenchmarkSamples.of(values, rate -> rate);
      table.row(name, samples.median(), samples.range(), samples.median() / empty);
    });
    report.table(table);
    rates.forEach((name, values) -> {
      double part = BenchmarkSamples.of(values, rate -> rate).median() / empty;
      if (!name.equals(EMPTY)) {
        report.bar(
            "with " + name + " within 25 %",
            Table.number(part) + " of the rate in empty tables",
            part >= LEAST_OF_EMPTY);
      }
    });
  }
}
