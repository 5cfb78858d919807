package dev.stepwell.runtime.worker;

/** How many more runs a worker can take, and how much may come with them. */
final class WorkerCapacity {
  /** What a run brings along is in memory several times over: as bytes, as text, and as the user's objects. */
  private static final long MAX_SIZE = Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 24);

  private final int all;
  private int used;
  private long size;
  private boolean closed;
  private boolean draining;

  WorkerCapacity(int all) {
    this.all = all;
  }

  /** Takes room for one run, if there is any. */
  synchronized boolean take() {
    if (closed || draining || used >= all || size >= MAX_SIZE) {
      return false;
    }
    used++;
    return true;
  }

  /** Takes room for up to {@code max} runs; says for how many. */
  synchronized int takeUpTo(int max) {
    int taken = closed || draining || size >= MAX_SIZE ? 0 : Math.min(max, all - used);
    used += taken;
    return taken;
  }

  /** Takes all room, if none is taken; returns how much that is, or 0. */
  synchronized int takeAll() {
    if (closed || used > 0) {
      return 0;
    }
    used = all;
    return all;
  }

  /** Whether to let nobody take room, so that it becomes empty. */
  synchronized void drain(boolean drains) {
    draining = drains;
  }

  /** How many bytes may still come with runs that are taken; at least one. */
  synchronized long bytesLeft() {
    return Math.max(1, MAX_SIZE - size);
  }

  /** Notes what came with a run. */
  synchronized void hold(long bytes) {
    size += bytes;
  }

  /** Gives back room for so many runs, with which nothing came. */
  boolean give(int runs) {
    return give(runs, 0);
  }

  /**
   * Gives back room for so many runs, with which so much came.
   *
   * @return whether there had been none left
   */
  synchronized boolean give(int runs, long bytes) {
    boolean wasFull = used >= all || size >= MAX_SIZE;
    used -= runs;
    size -= bytes;
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
