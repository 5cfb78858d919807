package dev.stepwell.benchmarks;

import dev.stepwell.benchmarks.Contender.Ability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What measurements work with.
 *
 * @param server the Postgres of all
 * @param contenders who is measured
 * @param limit whether the limit is taken too
 * @param sizes how much
 * @param repetitions how often
 * @param progress is told what goes on
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
    T measure(Database database) throws Exception;
  }

  /** Those who can do this. */
  List<Contender> able(Ability ability) {
    return contenders.stream().filter(one -> one.abilities().contains(ability)).toList();
  }

  /** The contender of this name, if it is measured. */
  Optional<Contender> contender(String name) {
    return contenders.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /**
   * Measures each in turn, as often as is asked for, in a fresh database each time. A round before the first warms the JVM; what it
   * finds is thrown away.
   */
  <T> Map<String, List<T>> rounds(Map<String, Once<T>> each) throws Exception {
    return rounds(each, server::database);
  }

  /** As {@link #rounds(Map)}, in databases that are made by the name of what is measured. */
  <T> Map<String, List<T>> rounds(Map<String, Once<T>> each, Function<String, Database> make)
      throws Exception {
    Map<String, List<T>> found = new LinkedHashMap<>();
    for (int round = 0; round <= repetitions; round++) {
      for (Map.Entry<String, Once<T>> one : each.entrySet()) {
        try (Database database = make.apply(one.getKey())) {
          T value = one.getValue().measure(database);
          progress.accept("  " + one.getKey() + ", "
              + (round == 0 ? "warming up" : "round " + round + " of " + repetitions) + ": "
              + value);
          if (round > 0) {
            found.computeIfAbsent(one.getKey(), name -> new ArrayList<>()).add(value);
          }
        }
      }
    }
    return found;
  }
}
