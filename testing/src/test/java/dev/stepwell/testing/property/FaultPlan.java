package dev.stepwell.testing.property;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** When workers die: each before or after a write of this number. */
final class FaultPlan {
  /**
   * The death of a worker.
   *
   * @param write the number of the write at which it dies, from 0
   * @param before whether it dies before that write
   */
  record Fault(int write, boolean before) {}

  private final Deque<Fault> left;
  private int writes;
  private boolean dead;

  FaultPlan(List<Fault> faults) {
    this.left = new ArrayDeque<>(faults);
  }

  /** Starts a new worker. */
  synchronized void begin() {
    writes = 0;
    dead = false;
  }

  /** Whether the current worker is dead. */
  synchronized boolean isDead() {
    return dead;
  }

  /** Executes a write, unless the worker is dead or dies before it; a dead worker gets {@code unheard}. */
  synchronized <T> T write(Supplier<T> write, T unheard) {
    if (dead) {
      return unheard;
    }
    Fault next = left.peek();
    boolean dies = next != null && next.write() == writes++;
    if (!dies) {
      return write.get();
    }
    left.remove();
    dead = true;
    if (!next.before()) {
      T unused = write.get();
    }
    return unheard;
  }
}
