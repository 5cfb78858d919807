package dev.stepwell.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurement 4, first half: the cost of a step as the number of runs and of steps per run grows. */
final class Growth implements Measurement {
  private static final double MAX_GROWTH = 1.25;
  private static final double NANOS_A_MICRO = 1e3;

  private record Field(int runs, int steps) {
    @Override
    public String toString() {
      return String.format("%,d × %,d", runs, steps);
    }
  }

  /** Microseconds per step: elapsed time, and processor time. */
  record Cost(double wall, double jvm, double postgres) {
    double cpu() {
      return Double.isNaN(postgres) ? jvm : jvm + postgres;
    }
  }

  @Override
  public String title() {
    return "4. How the cost of a step grows";
  }

  @Override
  public void measure(Bench bench, Report report) throws Exception {
    Contender stepwell = bench.contender("stepwell").orElse(null);
    if (stepwell == null) {
      report.paragraph("Stepwell was left out.");
      return;
    }
    List<Field> fields = fields(bench.sizes());
    Map<String, Bench.Once<Cost>> each = new LinkedHashMap<>();
    for (Field field : fields) {
      each.put(field.toString(), database -> cost(bench, stepwell, field, database));
    }
    Map<String, List<Cost>> found = bench.rounds(each);
    Map<Field, Cost> costs = new LinkedHashMap<>();
    for (Field field : fields) {
      List<Cost> rounds = found.getOrDefault(field.toString(), List.of());
      costs.put(
          field,
          new Cost(
              BenchmarkSamples.of(rounds, Cost::wall).median(),
              BenchmarkSamples.of(rounds, Cost::jvm).median(),
              BenchmarkSamples.of(rounds, Cost::postgres).median()));
    }
    report(bench.sizes(), costs, report);
  }

  private static List<Field> fields(Sizes sizes) {
    List<Field> fields = new ArrayList<>();
    for (int runs : sizes.gridRuns()) {
      for (int steps : sizes.gridSteps()) {
        if ((long) runs * steps <= sizes.maxGridSteps()) {
          fields.add(new Field(runs, steps));
        }
      }
    }
    return fields;
  }

  private static Cost cost(Bench bench, Contender stepwell, Field field, BenchmarkDatabase database)
      throws Exception {
    try (ContenderSession session = stepwell.start(database)) {
      session.run(bench.sizes().warmRuns(), StepRate.STEPS);
      bench.server().settle();
      Cpu before = Cpu.now(bench.server());
      long start = System.nanoTime();
      session.run(field.runs, field.steps);
      double wall = System.nanoTime() - start;
      Cpu used = Cpu.now(bench.server()).since(before);
      double steps = (double) field.runs * field.steps * NANOS_A_MICRO;
      return new Cost(wall / steps, used.jvm() / steps, used.postgres() / steps);
    }
  }

  private static void report(Sizes sizes, Map<Field, Cost> costs, Report report) {
    Field reference = new Field(sizes.gridRuns().get(1), sizes.gridSteps().get(1));
    Cost unit = costs.get(reference);
    report.paragraph(String.format(
        "Microseconds per step in Stepwell: elapsed time, and processor time of the JVM and of Postgres. Relative to %s. The steps"
            + " of one run are successive commits, so a single run shows the time of a commit and not the cost of more"
            + " work: compare it with itself. With few steps, the cost of the run dominates. More than %,d steps were skipped.",
        reference, sizes.maxGridSteps()));
    Table table = new Table(
        "runs × steps",
        "time",
        "CPU of the JVM",
        "CPU of Postgres",
        "CPU",
        "time, relative",
        "CPU, relative");
    costs.forEach((field, cost) -> table.row(
        field.toString(),
        cost.wall,
        cost.jvm,
        cost.postgres,
        cost.cpu(),
        unit == null ? Double.NaN : cost.wall / unit.wall,
        unit == null ? Double.NaN : cost.cpu() / unit.cpu()));
    report.table(table);
    int fewSteps = sizes.gridSteps().get(1);
    int fewRuns = sizes.gridRuns().get(1);
    costs.forEach((field, cost) -> {
      if (field.runs >= fewRuns && field.steps > fewSteps) {
        growth(report, new Field(field.runs, fewSteps), field, costs);
      }
      if (field.runs > fewRuns && field.steps >= fewSteps) {
        growth(report, new Field(fewRuns, field.steps), field, costs);
      }
    });
  }

  private static void growth(Report report, Field from, Field to, Map<Field, Cost> costs) {
    Cost few = costs.get(from);
    Cost many = costs.get(to);
    if (few != null && many != null) {
      double time = many.wall / few.wall;
      double cpu = many.cpu() / few.cpu();
      report.bar(
          "from " + from + " to " + to + " within 25 %",
          "time × " + Table.number(time) + ", CPU × " + Table.number(cpu),
          Math.max(time, cpu) <= MAX_GROWTH);
    }
  }
}
