package dev.stepwell.runtime.postgres;

import org.jspecify.annotations.Nullable;

/** Where the turns of a function's lines have come to, in the circle of their groups. */
final class LineCursor {
  private String after = "";
  private @Nullable String fruitlessSince;

  /** The group after which the next turn begins. */
  String after() {
    return after;
  }

  /** Notes that runs were admitted, the last of them from this group. */
  void served(String group) {
    after = group;
    fruitlessSince = null;
  }

  /**
   * Notes that all groups to this one were looked at without success.
   *
   * @return whether there may be groups that were not looked at since the last success
   */
  boolean lookedAt(String last) {
    String origin = fruitlessSince;
    boolean wrapped = last.compareTo(after) <= 0;
    boolean past = origin != null
        && (wrapped
            ? origin.compareTo(after) > 0 || origin.compareTo(last) <= 0
            : origin.compareTo(after) > 0 && origin.compareTo(last) <= 0);
    fruitlessSince = past ? null : origin == null ? after : origin;
    after = last;
    return !past;
  }
}
