package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.time.Timers;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;

/**
 * The threads that execute the branches of a parallel section, each with a slot of the run's limits. The thread of the section itself has
 * the slot of the run; while others execute the last branches it holds none, and the last of them leaves it its own.
 */
final class SectionThreads {
  private final BranchSlots slots;
  private final Timers timers;
  private final IntSupplier left;
  private int active = 1;

  /**
   * The thread of the section.
   *
   * @param left how many branches have not begun
   */
  SectionThreads(BranchSlots slots, Timers timers, IntSupplier left) {
    this.slots = slots;
    this.timers = timers;
    this.left = left;
  }

  /** Starts threads up to this number, as far as slots are free; the others are started later. */
  void startHelpers(Executor threads, Runnable task, int max) {
    int wanted = Math.min(max - active(), left.getAsInt());
    int taken = slots.take(wanted);
    if (join(taken)) {
      int started = Helpers.start(threads, task, taken);
      for (int i = started; i < taken; i++) {
        leave();
      }
    }
    if (taken < wanted) {
      timers.after(
          BranchSlots.UNTIL_ASKED_AGAIN,
          () -> threads.execute(() -> startHelpers(threads, task, max)));
    }
  }

  private synchronized int active() {
    return active;
  }

  /** Adds threads, unless the section is over. */
  private boolean join(int count) {
    synchronized (this) {
      if (active > 0) {
        active += count;
        return true;
      }
    }
    for (int i = 0; i < count; i++) {
      slots.release();
    }
    return false;
  }

  /** A thread has no more branches to execute. */
  void leave() {
    boolean others;
    synchronized (this) {
      active--;
      others = active > 0;
    }
    if (others) {
      slots.release();
    }
  }
}
