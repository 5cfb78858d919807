package dev.stepwell.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Values of one thing, measured several times. */
final class BenchmarkSamples {
  private final double[] sorted;

  private BenchmarkSamples(double[] values) {
    sorted = values;
    Arrays.sort(sorted);
  }

  /** One value from each. */
  static <T> BenchmarkSamples of(Collection<T> measured, ToDoubleFunction<? super T> value) {
    return new BenchmarkSamples(measured.stream().mapToDouble(value).toArray());
  }

  /** The median of what was measured under this name; NaN if nothing was. */
  static double median(Map<String, List<Double>> measured, String name) {
    return of(measured.getOrDefault(name, List.of()), value -> value).median();
  }

  double median() {
    return percentile(50);
  }

  /** The smallest value such that at least this fraction of all values are no greater. */
  double percentile(double percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }

  /** The minimum and the maximum. */
  String range() {
    return sorted.length == 0
        ? "-"
        : Table.number(sorted[0]) + " … " + Table.number(sorted[sorted.length - 1]);
  }
}
