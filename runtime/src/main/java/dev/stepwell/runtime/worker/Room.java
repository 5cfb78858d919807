package dev.stepwell.runtime.worker;

/** How many more runs a worker can take. */
final class Room {
  private final int all;
  private int used;
  private boolean closed;

  Room(int all) {
    this.all = all;
  }

  /** Takes room for one run, if there is any. */
  synchronized boolean take() {
    if (closed || used >= all) {
      return false;
    }
    used++;
    return true;
  }

  /** Takes room for up to {@code most} runs; says for how many. */
  synchronized int takeUpTo(int most) {
    int taken = closed ? 0 : Math.min(most, all - used);
    used += taken;
    return taken;
  }

  /**
   * Gives back room for so many runs.
   *
   * @return whether there had been none left
   */
  synchronized boolean give(int runs) {
    boolean wasFull = used >= all;
    used -= runs;
    notifyAll();
    return wasFull && runs > 0;
  }

  /** Lets nobody take room any more. */
  synchronized void close() {
    closed = true;
  }

  /** Whether nobody can take room any more. */
  synchronized boolean isClosed() {
    return closed;
  }

  /** Waits until no room is taken, for at most so many milliseconds. */
  synchronized boolean awaitEmpty(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (used > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
