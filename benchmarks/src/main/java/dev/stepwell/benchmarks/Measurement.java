package dev.stepwell.benchmarks;

/** One of the things that are measured; it takes its contenders in turn and reports. */
interface Measurement {
  /** What is measured. */
  String title();

  /** Measures and reports. */
  void measure(Bench bench, Report report) throws Exception;
}
