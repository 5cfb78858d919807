package dev.stepwell.runtime.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that help the thread of a run with parallel work. The run's own thread can do all of it alone. */
final class Helpers {
  private static final Logger log = LoggerFactory.getLogger(Helpers.class);

  private Helpers() {}

  /** Starts this many of them, or as many as there are to be had; returns how many. */
  static int start(Executor threads, Runnable task, int count) {
    int started = 0;
    try {
      for (; started < count; started++) {
        threads.execute(task);
      }
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      log.warn(
          "no more threads can be started for the branches of a run, so it continues with fewer: {}",
          e.getMessage());
    }
    return started;
  }
}
