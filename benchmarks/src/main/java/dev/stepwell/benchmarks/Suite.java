package dev.stepwell.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The selected measurements of the selected contenders, and their report. */
final class Suite {
  private static final String LIMIT = "limit";
  private static final List<Contender> CONTENDERS = List.of(
      new StepwellContender(),
      new DbosContender(),
      new DbSchedulerContender(),
      new JobRunrContender());
  private static final Map<Integer, List<Measurement>> MEASUREMENTS = new TreeMap<>(Map.of(
      1, List.of(new StepRate()),
      2, List.of(new RunRate()),
      3, List.of(new StartLatency()),
      4, List.of(new Growth(), new FullTables()),
      5, List.of(new IdlePrice()),
      6, List.of(new CompileTime()),
      7, List.of(new Shapes()),
      8, List.of(new LimitCost(), new LimitLatency(), new LimitFairness()),
      9, List.of(new InngestCalls()),
      10, List.of(new OpenViews())));

  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Contender> contenders = new ArrayList<>();
  private final boolean limit;
  private final Sizes sizes;

  /**
   * A selection.
   *
   * @param numbers the measurements; all if empty
   * @param names the contenders, among them {@code limit}; all if empty
   * @throws IllegalArgumentException if there is no such measurement or contender
   */
  Suite(Set<Integer> numbers, Set<String> names, Sizes sizes) {
    Set<Integer> unknownNumbers = new TreeSet<>(numbers);
    unknownNumbers.removeAll(MEASUREMENTS.keySet());
    if (!unknownNumbers.isEmpty()) {
      throw new IllegalArgumentException("there is no measurement " + unknownNumbers);
    }
    MEASUREMENTS.forEach((number, some) -> {
      if (numbers.isEmpty() || numbers.contains(number)) {
        measurements.addAll(some);
      }
    });
    Set<String> unknown = new TreeSet<>(names);
    unknown.remove(LIMIT);
    for (Contender contender : CONTENDERS) {
      unknown.remove(contender.name());
      if (names.isEmpty() || names.contains(contender.name())) {
        contenders.add(contender);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("there is no contender " + unknown);
    }
    this.limit = names.isEmpty() || names.contains(LIMIT);
    this.sizes = sizes;
  }

  /** Executes all measurements, one after another. */
  void measure(Server server, int repetitions, Report report, Consumer<String> progress)
      throws Exception {
    Machine machine = new Machine(server);
    machine.demandDurability();
    report.title("Stepwell's benchmarks");
    Duration warming = sizes.warming();
    report.paragraph(String.format(
        "Sizes: %s. Repetitions: %d, %s.",
        sizes.name(),
        repetitions,
        warming == null
            ? "without a warm-up"
            : "after a warm-up of " + warming.toSeconds() + " s, or of one repetition"));
    report.table(machine.table());
    Table table = new Table("contender", "version", "settings");
    contenders.forEach(one -> table.row(one.name(), one.version(), one.settings()));
    report.table(table);
    Bench bench = new Bench(server, contenders, limit, sizes, repetitions, progress);
    for (Measurement measurement : measurements) {
      progress.accept(measurement.title());
      report.title(measurement.title());
      measurement.measure(bench, report);
    }
  }
}
