package dev.stepwell.benchmarks;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The amounts to measure.
 *
 * @param name the name of these sizes
 * @param stepRuns the runs of ten steps that are sent at once
 * @param jobs the runs of one step, or jobs, that are sent at once
 * @param latencies how often the time to the first line is measured
 * @param gridRuns the numbers of runs; the second is the reference
 * @param gridSteps the numbers of steps; the second is the reference
 * @param maxGridSteps the maximum steps of one cell of that grid
 * @param endedRuns the ended runs in the tables
 * @param parkedRuns the parked runs in the tables
 * @param asleep the sleeping runs of the idle measurement
 * @param watched the duration of the idle measurement
 * @param limitRows the rows of the limit
 * @param compiledFunctions the functions of the compiled module
 * @param backlog the runs of one key that wait while others come
 * @param throttled the runs that are throttled to a hundred per second
 * @param warmRuns the runs before each measurement, in the same database
 * @param warming how long each is measured first, and at least once, to warm the JVM; null for not at all
 */
record Sizes(
    String name,
    int stepRuns,
    int jobs,
    int latencies,
    List<Integer> gridRuns,
    List<Integer> gridSteps,
    int maxGridSteps,
    int endedRuns,
    int parkedRuns,
    int asleep,
    Duration watched,
    int limitRows,
    int compiledFunctions,
    int backlog,
    int throttled,
    int warmRuns,
    @Nullable Duration warming) {
  static final Sizes FULL = new Sizes(
      "full",
      2_000,
      5_000,
      200,
      List.of(1, 100, 1_000, 10_000),
      List.of(10, 100, 1_000),
      10_000_000,
      1_000_000,
      100_000,
      1_000,
      Duration.ofSeconds(60),
      200_000,
      500,
      50_000,
      1_000,
      200,
      Duration.ofSeconds(15));
  static final Sizes QUICK = new Sizes(
      "quick",
      200,
      500,
      30,
      List.of(1, 100, 1_000),
      List.of(10, 100),
      10_000,
      20_000,
      2_000,
      100,
      Duration.ofSeconds(10),
      20_000,
      50,
      5_000,
      200,
      50,
      Duration.ZERO);
  static final Sizes TINY = new Sizes(
      "tiny",
      5,
      10,
      3,
      List.of(1, 2),
      List.of(2, 3),
      5,
      20,
      10,
      3,
      Duration.ofMillis(500),
      400,
      10,
      50,
      10,
      2,
      null);
}
