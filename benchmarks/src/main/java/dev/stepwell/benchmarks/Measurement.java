package dev.stepwell.benchmarks;

/** A measurement. It measures its contenders in turn and reports. */
interface Measurement {
  /** What it measures. */
  String title();

  /** Measures and reports. */
  void measure(Bench bench, Report report) throws Exception;
}
