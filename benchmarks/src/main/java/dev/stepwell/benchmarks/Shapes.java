package dev.stepwell.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.stepwell.benchmarks.StartLatency.Percentiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Measurement 7: the same work of Stepwell with the sender in its own process, and on a Postgres with JIT. */
final class Shapes implements Measurement {
  private static final double LEAST_OF_THE_BEST = 0.85;

  /** The Postgres servers. */
  private enum Kind {
    OF_ALL("the Postgres of the other measurements", ""),
    INSTALLED("Debian's Postgres 15", "alter database %s set jit = on"),
    WITHOUT_JIT("Debian's Postgres 15, JIT off", "alter database %s set jit = off");

    private final String words;
    private final String setting;

    Kind(String words, String setting) {
      this.words = words;
      this.setting = setting;
    }
  }

  /** The server that does the work, and the sender. */
  private record Shape(Kind kind, Bench bench, Contender contender) {
    private BenchmarkDatabase database() {
      BenchmarkDatabase database = bench.server().database("shape");
      if (!kind.setting.isEmpty()) {
        bench.server().execute(kind.setting.formatted(database.name()));
      }
      return database;
    }

    private boolean isSeparate() {
      return contender instanceof SeparateSender;
    }

    @Override
    public String toString() {
      return kind.words + (isSeparate() ? ", separate sender" : ", one process");
    }
  }

  @Override
  public String title() {
    return "7. A separate sender, and a Postgres with JIT";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    if (bench.contender("stepwell").isEmpty()) {
      report.paragraph("Stepwell was left out.");
      return;
    }
    Optional<Server> installed = Server.installed();
    try (SeparateSender sender = SeparateSender.start()) {
      List<Shape> shapes = new ArrayList<>();
      for (Contender contender : List.of(new StepwellContender(), sender)) {
        shapes.add(new Shape(Kind.OF_ALL, bench, contender));
        installed.map(bench::on).ifPresent(on -> {
          shapes.add(new Shape(Kind.INSTALLED, on, contender));
          shapes.add(new Shape(Kind.WITHOUT_JIT, on, contender));
        });
      }
      measure(bench, shapes, report);
      if (installed.isEmpty()) {
        report.paragraph("Debian's postgresql-15 is not installed; its shapes are skipped.");
      }
    } finally {
      installed.ifPresent(Server::close);
    }
  }

  private static void measure(Bench bench, List<Shape> shapes, Report report) throws Exception {
    Map<String, Shape> byName = new LinkedHashMap<>();
    Map<String, Bench.Once<Double>> rates = new LinkedHashMap<>();
    Map<String, Bench.Once<Percentiles>> latencies = new LinkedHashMap<>();
    for (Shape shape : shapes) {
      String name = shape.toString();
      byName.put(name, shape);
      rates.put(name, database -> StepRate.rate(shape.bench, shape.contender, database));
      latencies.put(
          name, database -> StartLatency.percentiles(shape.bench, shape.contender, database));
    }
    Function<String, BenchmarkDatabase> make =
        name -> requireNonNull(byName.get(name)).database();
    report(byName, bench.rounds(rates, make), bench.rounds(latencies, make), report);
  }

  private static void report(
      Map<String, Shape> shapes,
      Map<String, List<Double>> rates,
      Map<String, List<Percentiles>> latencies,
      Report report) {
    report.paragraph(
        "Measurements 1 and 3 of Stepwell alone. A separate sender is a process without functions that sends all events; the"
            + " worker then reads each run from the database, which is one more round trip. Debian's Postgres has the settings"
            + " that it is installed with.");
    Table table = new Table(
        "", "steps/s (median)", "least … greatest", "first line p50 (ms)", "first line p99 (ms)");
    shapes.keySet().forEach(name -> {
      BenchmarkSamples steps =
          BenchmarkSamples.of(rates.getOrDefault(name, List.of()), rate -> rate);
      List<Percentiles> found = latencies.getOrDefault(name, List.of());
      table.row(
          name,
          steps.median(),
          steps.range(),
          BenchmarkSamples.of(found, Percentiles::firstLine50).median(),
          BenchmarkSamples.of(found, Percentiles::firstLine99).median());
    });
    report.table(table);
    double best = shapes.keySet().stream()
        .mapToDouble(name -> BenchmarkSamples.median(rates, name))
        .max()
        .orElse(Double.NaN);
    shapes.keySet().forEach(name -> {
      double part = BenchmarkSamples.median(rates, name) / best;
      report.bar(
          name + ": steps per second within 15 % of the best",
          Table.number(part) + " of it",
          part >= LEAST_OF_THE_BEST);
    });
  }
}
