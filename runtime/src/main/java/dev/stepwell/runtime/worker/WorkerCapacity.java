package dev.stepwell.runtime.worker;

/** The capacity of a worker: the number of runs, and the size of their data. */
final class WorkerCapacity {
  /** The data of a run is in memory several times: as bytes, as text, and as the user's objects. */
  private static final long MAX_SIZE = Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 24);

  private final int all;
  private int used;
  private long size;
  private boolean closed;
  private boolean draining;

  WorkerCapacity(int all) {
    this.all = all;
  }

  /** Reserves one slot, if one is free. */
  synchronized boolean take() {
    if (closed || draining || used >= all || size >= MAX_SIZE) {
      return false;
    }
    used++;
    return true;
  }

  /** Reserves one slot, if more than half are free: for a run that may not get it, so that others always find room. */
  synchronized boolean takeSpare() {
    return used < all / 2 && take();
  }

  /** Reserves up to {@code max} slots, and returns how many. */
  synchronized int takeUpTo(int max) {
    int taken = closed || draining || size >= MAX_SIZE ? 0 : Math.min(max, all - used);
    used += taken;
    return taken;
  }

  /** Reserves all slots, if none is in use. Returns how many, or 0. */
  synchronized int takeAll() {
    if (closed || used > 0) {
      return 0;
    }
    used = all;
    return all;
  }

  /** Sets whether to admit no runs, so that the worker drains. */
  synchronized void drain(boolean drains) {
    draining = drains;
  }

  /** How many bytes of data further runs may have; at least one. */
  synchronized long bytesLeft() {
    return Math.max(1, MAX_SIZE - size);
  }

  /** Registers the data of a run. */
  synchronized void hold(long bytes) {
    size += bytes;
  }

  /** Releases slots of runs without data. */
  boolean give(int runs) {
    return give(runs, 0);
  }

  /**
   * Releases slots, and the data of their runs.
   *
   * @return whether there was no free slot before
   */
  synchronized boolean give(int runs, long bytes) {
    boolean wasFull = used >= all || size >= MAX_SIZE;
    used -= runs;
    size -= bytes;
    notifyAll();
    return wasFull && runs > 0;
  }

  /** Admits no further runs. */
  synchronized void close() {
    closed = true;
  }

  /** Whether it admits no further runs. */
  synchronized boolean isClosed() {
    return closed;
  }

  /** Waits until all slots are free, for at most this many milliseconds. */
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
