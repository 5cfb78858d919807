package dev.stepwell.runtime.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes that cannot be written now while others can: each is tried again by itself, after a delay that grows. Later writes of the
 * same run wait behind it.
 */
final class Postponed {
  private static final long FIRST_DELAY_MILLIS = 1_000;
  private static final long MAX_DELAY_MILLIS = 30_000;

  /** What waits for a lock is free as soon as somebody's transaction ends, which is soon. */
  private static final long MAX_LOCK_DELAY_MILLIS = 4_000;

  /** By their run, or by their future where there is none. */
  private final Map<Object, Entry> entries = new LinkedHashMap<>();

  private @Nullable Entry retried;

  /** A write, and those that come after it. */
  private static final class Entry {
    private final List<Write> writes = new ArrayList<>();
    private final String sqlState;
    private final int tries;
    private final long dueAt;

    private Entry(Write write, String sqlState, int tries) {
      writes.add(write);
      this.sqlState = sqlState;
      this.tries = tries;
      long longest = sqlState.equals("55P03") ? MAX_LOCK_DELAY_MILLIS : MAX_DELAY_MILLIS;
      long delay = Math.min(longest, FIRST_DELAY_MILLIS << Math.min(tries - 1, 10));
      this.dueAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay);
    }
  }

  private static Object key(Write write) {
    UUID runId = write.runId();
    return runId == null ? write.future() : runId;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int size() {
    return entries.size();
  }

  /** Adds a write that has just failed with this code. */
  void add(Write write, String sqlState) {
    entries.put(key(write), new Entry(write, sqlState, triesOf(write) + 1));
  }

  /** How often the write that was taken last had failed before; 0 for any other. */
  int triesOf(Write write) {
    Entry last = retried;
    return last != null && last.writes.get(0) == write ? last.tries : 0;
  }

  /** Adds the write if it must follow one that is here. Returns whether it does. */
  boolean addIfBehind(Write write) {
    Entry entry = entries.isEmpty() ? null : entries.get(key(write));
    return entry != null && entry.writes.add(write);
  }

  /** Removes and returns the longest due one, with its followers; null if none is due. */
  @Nullable
  List<Write> takeDue() {
    Entry next = null;
    for (Entry entry : entries.values()) {
      if (next == null || entry.dueAt - next.dueAt < 0) {
        next = entry;
      }
    }
    if (next == null || next.dueAt - System.nanoTime() > 0) {
      return null;
    }
    entries.values().remove(next);
    retried = next;
    return next.writes;
  }

  /** Whether the write that was taken last went through: it was not added again. */
  boolean wentThrough() {
    Entry last = retried;
    return last != null && !entries.containsKey(key(last.writes.get(0)));
  }

  /** Removes and returns those that failed for the same reason as the last taken one. */
  List<Write> takeLikeLast() {
    Entry last = retried;
    List<Write> alike = new ArrayList<>();
    if (last != null) {
      entries
          .values()
          .removeIf(entry -> entry.sqlState.equals(last.sqlState) && alike.addAll(entry.writes));
    }
    return alike;
  }

  /** Removes abandoned writes. */
  List<Write> removeAbandoned() {
    List<Write> abandoned = new ArrayList<>();
    for (Entry entry : entries.values()) {
      entry.writes.removeIf(write -> write.isAbandoned() && abandoned.add(write));
    }
    entries.values().removeIf(entry -> entry.writes.isEmpty());
    return abandoned;
  }

  /** Removes and returns all. */
  List<Write> takeAll() {
    List<Write> all = new ArrayList<>();
    entries.values().forEach(entry -> all.addAll(entry.writes));
    entries.clear();
    retried = null;
    return all;
  }
}
