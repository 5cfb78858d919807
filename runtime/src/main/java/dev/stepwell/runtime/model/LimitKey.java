package dev.stepwell.runtime.model;

/**
 * A key of a limit: what is counted together.
 *
 * @param limit the name of the limit
 * @param key the values that separate it, as canonical JSON; {@code []} if nothing does
 */
public record LimitKey(String limit, String key) implements Comparable<LimitKey> {
  /** What the limit counts. */
  public LimitKind kind() {
    return LimitKind.ofName(limit);
  }

  /** Whether several functions may declare the limit. */
  public boolean isShared() {
    return LimitKind.isShared(limit);
  }

  @Override
  public int compareTo(LimitKey other) {
    int byLimit = limit.compareTo(other.limit);
    return byLimit == 0 ? key.compareTo(other.key) : byLimit;
  }
}
