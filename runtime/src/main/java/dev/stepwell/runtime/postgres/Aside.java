package dev.stepwell.runtime.postgres;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes that wait for the end of somebody else's transaction, such as one that has sent the same event and is still open. Nobody
 * else is to wait for them but later writes of the same run, which come after them.
 */
final class Aside {
  private final Deque<Write> writes = new ArrayDeque<>();
  private final Set<UUID> runs = new HashSet<>();

  boolean isEmpty() {
    return writes.isEmpty();
  }

  void add(Write write) {
    writes.add(write);
    if (write.runId() != null) {
      runs.add(write.runId());
    }
  }

  /** Adds those of the group that come after what is here; gives the others. */
  List<Write> addFollowing(List<Write> group) {
    if (runs.isEmpty()) {
      return group;
    }
    List<Write> others = new ArrayList<>(group.size());
    for (Write write : group) {
      if (write.runId() != null && runs.contains(write.runId())) {
        add(write);
      } else {
        others.add(write);
      }
    }
    return others;
  }

  /** Takes all, in their order. */
  Deque<Write> takeAll() {
    Deque<Write> all = new ArrayDeque<>(writes);
    writes.clear();
    runs.clear();
    return all;
  }

  /** Adds what was taken and not tried: before what is here now, except for what has to come after it. */
  void putBack(Deque<Write> untried) {
    List<Write> others = addFollowing(List.copyOf(untried));
    for (int i = others.size() - 1; i >= 0; i--) {
      writes.addFirst(others.get(i));
    }
    others.stream().filter(w -> w.runId() != null).forEach(w -> runs.add(w.runId()));
  }
}
