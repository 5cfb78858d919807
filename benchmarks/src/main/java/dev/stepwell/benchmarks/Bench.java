package dev.stepwell.benchmarks;

import dev.stepwell.benchmarks.Contender.Ability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The environment of the measurements.
 *
 * @param server the Postgres server
 * @param contenders the contenders
 * @param limit whether to measure the limit too
 * @param sizes the amounts to measure
 * @param repetitions how often to measure each
 * @param progress receives progress messages
 */
record Bench(
    Server server,
    List<Contender> contenders,
    boolean limit,
    Sizes sizes,
    int repetitions,
    Consumer<String> progress) {
  /** Something that can be measured once. */
  interface Once<T> {
    /** Measures in this fresh database. */
    T measure(BenchmarkDatabase database) throws Exception;
  }

  /** The same on another server. */
  Bench on(Server other) {
    return new Bench(other, contenders, limit, sizes, repetitions, progress);
  }

  /** The contenders that support this. */
  List<Contender> able(Ability ability) {
    return contenders.stream().filter(one -> one.abilities().contains(ability)).toList();
  }

  /** The contender of this name, if it is measured. */
  Optional<Contender> contender(String name) {
    return contenders.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /**
   * Measures each in turn, for the configured repetitions, in a fresh database each time. Warms the JVM first, if the sizes say so:
   * measures each at least once, and until the warm-up time has passed, and discards these results.
   */
  <T> Map<String, List<T>> rounds(Map<String, Once<T>> each) throws Exception {
    return rounds(each, server::database);
  }

  /** Like {@link #rounds(Map)}, in databases created for each measured item by name. */
  <T> Map<String, List<T>> rounds(
      Map<String, Once<T>> each, Function<String, BenchmarkDatabase> make) throws Exception {
    Duration warming = sizes.warming();
    if (warming != null) {
      for (Map.Entry<String, Once<T>> one : each.entrySet()) {
        long start = System.nanoTime();
        do {
          T value = measure(one, make);
          progress.accept("  " + one.getKey() + ", warming up: " + value);
        } while (System.nanoTime() - start < warming.toNanos());
      }
    }
    Map<String, List<T>> found = new LinkedHashMap<>();
    for (int round = 1; round <= repetitions; round++) {
      for (Map.Entry<String, Once<T>> one : each.entrySet()) {
        T value = measure(one, make);
        progress.accept(
            "  " + one.getKey() + ", round " + round + " of " + repetitions + ": " + value);
        found.computeIfAbsent(one.getKey(), name -> new ArrayList<>()).add(value);
      }
    }
    return found;
  }

  private static <T> T measure(
      Map.Entry<String, Once<T>> one, Function<String, BenchmarkDatabase> make) throws Exception {
    try (BenchmarkDatabase database = make.apply(one.getKey())) {
      return one.getValue().measure(database);
    }
  }
}
