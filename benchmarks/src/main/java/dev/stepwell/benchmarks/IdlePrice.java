package dev.stepwell.benchmarks;

import java.time.Duration;

/** Measurement 5: the cost of an idle worker, and of one whose runs all sleep. */
final class IdlePrice implements Measurement {
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(5);
  private static final double NANOS_A_MILLI = 1e6;

  /** The cost per second: statements, and milliseconds of processor time. */
  record Price(double statements, double queries, double jvm, double postgres) {}

  /** Counts for a while. */
  private record Watch(Bench bench, StatementCount count) {
    Price price() throws InterruptedException {
      Duration watched = bench.sizes().watched();
      Duration settling = watched.compareTo(LONGEST_SETTLING) < 0 ? watched : LONGEST_SETTLING;
      Thread.sleep(settling.toMillis());
      long all = count.all();
      long queries = count.queries();
      Cpu before = Cpu.now(bench.server());
      long start = System.nanoTime();
      Thread.sleep(watched.toMillis());
      double seconds = (System.nanoTime() - start) / 1e9;
      Cpu used = Cpu.now(bench.server()).since(before);
      return new Price(
          (count.all() - all) / seconds,
          (count.queries() - queries) / seconds,
          used.jvm() / NANOS_A_MILLI / seconds,
          used.postgres() / NANOS_A_MILLI / seconds);
    }
  }

  @Override
  public String title() {
    return "5. The price of waiting";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    Table table = new Table(
        "",
        "statements/s",
        "without begin and commit",
        "CPU of the JVM (ms/s)",
        "CPU of Postgres (ms/s)");
    String how = "";
    double max = Double.NaN;
    try (BenchmarkDatabase nothing = bench.server().database("nothing")) {
      StatementCount count = StatementCount.in(bench.server(), nothing);
      how = count.how();
      row(bench, table, "no worker at all", new Watch(bench, count).price());
    }
    for (Contender contender : bench.contenders()) {
      try (BenchmarkDatabase database = bench.server().database(contender.name())) {
        Watch watch = new Watch(bench, StatementCount.in(bench.server(), database));
        try (ContenderSession session = contender.start(database)) {
          Price idle = watch.price();
          row(bench, table, contender.name() + ", idle", idle);
          session.sleep(bench.sizes().asleep());
          Price asleep = watch.price();
          row(
              bench,
              table,
              String.format("%s, %,d asleep", contender.name(), bench.sizes().asleep()),
              asleep);
          if (contender.name().equals("stepwell")) {
            max = Math.max(idle.queries, asleep.queries);
          }
        }
      }
    }
    report.paragraph(String.format(
        "An idle worker over %d s, measured once: with nothing stored, and with runs that sleep for days, or jobs that are"
            + " due in days. Statements are counted by %s. In DBOS, only as many runs sleep as it has threads; the others wait for"
            + " one.",
        bench.sizes().watched().toSeconds(), how));
    report.table(table);
    if (!Double.isNaN(max)) {
      report.bar(
          "stepwell under one query a second", Table.number(max) + " queries a second", max < 1);
    }
  }

  private static void row(Bench bench, Table table, String name, Price price) {
    bench.progress().accept("  " + name + ": " + price);
    table.row(name, price.statements, price.queries, price.jvm, price.postgres);
  }
}
