package dev.stepwell.benchmarks;

import java.util.Set;

/** A library that is measured: its name, its capabilities and how to start it. */
interface Contender {
  /** A capability of a contender. */
  enum Ability {
    /** Executes runs of durable steps. */
    STEPS,
    /** Executes what is sent while it runs. */
    SENT,
    /** Executes what was stored before it started. */
    FILLED,
    /** Reports the start and end of a single run. */
    ONE_BY_ONE
  }

  /** Its name for {@code --only}. */
  String name();

  /** The version of its jar. */
  String version();

  /** A short description of its configuration. */
  String settings();

  /** Its capabilities. */
  Set<Ability> abilities();

  /** Starts a worker on this database, and creates its tables if they are missing. */
  ContenderSession start(BenchmarkDatabase database) throws Exception;

  /** Stores this many runs of one trivial step, or jobs, without a worker. */
  void fill(BenchmarkDatabase database, int runs) throws Exception;
}
