package dev.stepwell.benchmarks;

import java.util.Set;

/** A library that is measured: what it is called, what it can do, and how it is started. */
interface Contender {
  /** What a contender can do. */
  enum Ability {
    /** Executes runs of durable steps. */
    STEPS,
    /** Executes at once what is sent to it while it runs. */
    SENT,
    /** Executes what was stored before it started. */
    FILLED,
    /** Says when one run has begun and ended. */
    ONE_BY_ONE
  }

  /** The name by which {@code --only} knows it. */
  String name();

  /** The version of its jar. */
  String version();

  /** How it is set up, in a few words. */
  String settings();

  /** What it can do. */
  Set<Ability> abilities();

  /** Starts a worker on this database; its tables are made if they are missing. */
  ContenderSession start(BenchmarkDatabase database) throws Exception;

  /** Stores so many runs of one trivial step, or jobs, that nobody executes yet. */
  void fill(BenchmarkDatabase database, int runs) throws Exception;
}
