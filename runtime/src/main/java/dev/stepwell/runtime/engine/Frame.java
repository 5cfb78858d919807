package dev.stepwell.runtime.engine;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The branch and the attempt that a thread is executing. */
final class Frame {
  private static final ThreadLocal<@Nullable Frame> CURRENT = new ThreadLocal<>();

  private final RunState run;
  private final Branch branch;
  private int attempt;

  private Frame(RunState run, Branch branch) {
    this.run = run;
    this.branch = branch;
  }

  /** Calls the body with this branch as that of the thread. */
  static <T extends @Nullable Object> T call(
      RunState run, Branch branch, Callable<? extends T> body) throws Exception {
    Frame before = CURRENT.get();
    CURRENT.set(new Frame(run, branch));
    LogContext log = LogContext.enter(run);
    try {
      return body.call();
    } finally {
      log.restore();
      CURRENT.set(before);
    }
  }

  /** Calls the body of a step with this attempt. */
  static <T extends @Nullable Object> T inStep(int attempt, Callable<? extends T> body)
      throws Exception {
    Frame frame = CURRENT.get();
    if (frame == null) {
      return body.call();
    }
    frame.attempt = attempt;
    try {
      return body.call();
    } finally {
      frame.attempt = 0;
    }
  }

  /** Whether this thread executes a run. */
  static boolean isHere() {
    return CURRENT.get() != null;
  }

  /** Whether this thread executes a branch of a run other than the flow. */
  static boolean isInBranch() {
    Frame frame = CURRENT.get();
    return frame != null && frame.branch != frame.run.flow();
  }

  /** The number of the attempt that this thread executes, from 1; 0 if none. */
  static int attempt() {
    Frame frame = CURRENT.get();
    return frame == null ? 0 : frame.attempt;
  }

  /**
   * The branch of this run on this thread.
   *
   * @throws IllegalStateException inside a step, and on a thread that is not the run's
   */
  static Branch branch(RunState run) {
    Frame frame = CURRENT.get();
    if (frame == null || frame.run != run) {
      throw new IllegalStateException(
          "a method of Steps was called on thread " + Thread.currentThread().getName()
              + ", which does not execute " + run
              + ": call it in the function's body or in a branch of a"
              + " parallel section");
    }
    if (frame.attempt > 0) {
      throw new IllegalStateException("a method of Steps was called inside a step of " + run
          + ": a step is attempted as a whole, so sleep, wait, fork and call steps.run between steps, in the"
          + " function's body");
    }
    return frame.branch;
  }
}
