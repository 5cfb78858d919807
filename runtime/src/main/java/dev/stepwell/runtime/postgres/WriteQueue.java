package dev.stepwell.runtime.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The writes of a lane that are not begun, in the order in which they were handed over. One thread takes them. */
final class WriteQueue {
  private static final int MAX_WRITES = 2_000;
  private static final int MAX_CHARACTERS = 8 * 1024 * 1024;

  private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();

  /** Taken from the queue, and in no group yet. */
  private @Nullable Write held;

  void add(Write write) {
    queue.add(write);
  }

  boolean isEmpty() {
    return held == null && queue.isEmpty();
  }

  int size() {
    return queue.size() + (held == null ? 0 : 1);
  }

  /**
   * Adds to the group what has gathered, after waiting for a first write. A write stays here until it is in the group.
   *
   * @param millis how long to wait at most; 0 for as long as it takes
   */
  void take(List<Write> group, long millis) {
    if (held == null) {
      held = first(millis);
    }
    long size = 0;
    while (held != null) {
      size += held.size();
      if (!group.isEmpty() && size > MAX_CHARACTERS) {
        return;
      }
      group.add(held);
      held = group.size() < MAX_WRITES ? queue.poll() : null;
    }
  }

  private @Nullable Write first(long millis) {
    try {
      return millis == 0 ? queue.take() : queue.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return null;
    }
  }

  /** Removes abandoned writes. */
  List<Write> removeAbandoned() {
    List<Write> abandoned = new ArrayList<>();
    queue.removeIf(write -> write.isAbandoned() && abandoned.add(write));
    return abandoned;
  }

  /** Removes all that were not taken; any thread may. */
  List<Write> removeAll() {
    List<Write> all = new ArrayList<>();
    queue.drainTo(all);
    return all;
  }
}
