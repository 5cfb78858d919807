package dev.stepwell.benchmarks;

import dev.stepwell.server.StepwellServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Measurement 10: the price of a dashboard with many open views, under a steady load and under the greatest one. */
final class OpenViews implements Measurement {
  private static final String WITHOUT = "no views";
  private static final String WITH = Viewers.COUNT + " views";
  private static final int RUNS_A_SECOND = 1_000;
  private static final int BATCHES_A_SECOND = 50;
  private static final double MAX_CORES = 1.0 / 3;
  private static final double MAX_SLOWER = 0.03;
  private static final double NANOS = 1e9;

  /**
   * The cost per second of a steady load.
   *
   * @param rate the runs per second that ended
   * @param server the cores that the server's threads use
   * @param jvm the cores that the whole JVM uses
   * @param postgres the cores that Postgres uses
   */
  record Load(double rate, double server, double jvm, double postgres) {}

  @Override
  public String title() {
    return "10. Open views";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    Contender contender = bench.contender("stepwell").orElse(null);
    if (!(contender instanceof StepwellContender stepwell)) {
      report.paragraph("Stepwell was left out.");
      return;
    }
    Map<String, Bench.Once<Load>> steady = new LinkedHashMap<>();
    steady.put(WITHOUT, database -> steady(bench, stepwell, database, 0));
    steady.put(WITH, database -> steady(bench, stepwell, database, Viewers.COUNT));
    Map<String, Bench.Once<Double>> greatest = new LinkedHashMap<>();
    greatest.put(WITHOUT, database -> greatest(bench, stepwell, database, 0));
    greatest.put(WITH, database -> greatest(bench, stepwell, database, Viewers.COUNT));
    report(bench, bench.rounds(steady), bench.rounds(greatest), report);
  }

  private static Load steady(
      Bench bench, StepwellContender stepwell, BenchmarkDatabase database, int views)
      throws Exception {
    try (StepwellSession session = filled(bench, stepwell, database);
        StepwellServer server = StepwellServer.start(session.stepwell(), 0);
        Viewers viewers = Viewers.open(server.port(), views)) {
      paced(session, 2);
      viewers.awaitAnswers();
      int seconds = (int) Math.max(1, bench.sizes().watched().toSeconds());
      Cpu before = Cpu.now(bench.server());
      ServerThreads threads = ServerThreads.now();
      long start = System.nanoTime();
      int runs = paced(session, seconds);
      double took = System.nanoTime() - start;
      Cpu used = Cpu.now(bench.server()).since(before);
      return new Load(
          runs * NANOS / took,
          threads.usedSince() / took,
          used.jvm() / took,
          used.postgres() / took);
    }
  }

  /** Sends at a steady rate, and waits for the last end. */
  private static int paced(StepwellSession session, int seconds) throws Exception {
    int batches = seconds * BATCHES_A_SECOND;
    long start = System.nanoTime();
    for (int batch = 0; batch < batches; batch++) {
      long due = start + (long) (batch * NANOS / BATCHES_A_SECOND);
      LockSupport.parkNanos(due - System.nanoTime());
      session.send(RUNS_A_SECOND / BATCHES_A_SECOND, 1);
    }
    int runs = batches * RUNS_A_SECOND / BATCHES_A_SECOND;
    session.awaitFilled(runs);
    return runs;
  }

  /** Steps per second of many runs sent at once. */
  private static double greatest(
      Bench bench, StepwellContender stepwell, BenchmarkDatabase database, int views)
      throws Exception {
    Sizes sizes = bench.sizes();
    try (StepwellSession session = filled(bench, stepwell, database);
        StepwellServer server = StepwellServer.start(session.stepwell(), 0);
        Viewers viewers = Viewers.open(server.port(), views)) {
      session.run(sizes.warmRuns(), StepRate.STEPS);
      viewers.awaitAnswers();
      bench.server().settle();
      long start = System.nanoTime();
      session.run(sizes.stepRuns(), StepRate.STEPS);
      return sizes.stepRuns() * StepRate.STEPS * NANOS / (System.nanoTime() - start);
    }
  }

  private static StepwellSession filled(
      Bench bench, StepwellContender stepwell, BenchmarkDatabase database) throws Exception {
    try (StepwellSession session = stepwell.start(database)) {
      session.run(1, 1);
    }
    Copies.add(database, bench.sizes().parkedRuns());
    return stepwell.start(database);
  }

  private static void report(
      Bench bench,
      Map<String, List<Load>> steady,
      Map<String, List<Double>> greatest,
      Report report) {
    report.paragraph(String.format(
        "A worker with a dashboard in the same JVM, in tables with %,d ended runs: %,d runs of one step per second, and measurement 1 in turn."
            + " Each view has a stream of its own with a filter of its own, and asks for the statistics every five seconds.",
        bench.sizes().parkedRuns(), RUNS_A_SECOND));
    Table table = new Table(
        "", "runs/s", "server (cores)", "JVM (cores)", "Postgres (cores)", "steps/s", "range");
    steady.forEach((name, loads) -> {
      BenchmarkSamples rates = BenchmarkSamples.of(greatest.getOrDefault(name, List.of()), r -> r);
      table.row(
          name,
          BenchmarkSamples.of(loads, Load::rate).median(),
          BenchmarkSamples.of(loads, Load::server).median(),
          BenchmarkSamples.of(loads, Load::jvm).median(),
          BenchmarkSamples.of(loads, Load::postgres).median(),
          rates.median(),
          rates.range());
    });
    report.table(table);
    double cores =
        BenchmarkSamples.of(steady.getOrDefault(WITH, List.of()), Load::server).median();
    report.bar(
        "the server uses a third of a core at most",
        Table.number(cores) + " cores",
        cores <= MAX_CORES);
    double slower = 1
        - BenchmarkSamples.of(greatest.getOrDefault(WITH, List.of()), r -> r).median()
            / BenchmarkSamples.of(greatest.getOrDefault(WITHOUT, List.of()), r -> r)
                .median();
    report.bar(
        "the engine is 3 % slower at most",
        Table.number(slower * 100) + " % slower", slower <= MAX_SLOWER);
  }
}
