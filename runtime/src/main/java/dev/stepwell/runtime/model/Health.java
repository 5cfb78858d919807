package dev.stepwell.runtime.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The health of the parts of a process.
 *
 * @param parts the threads that serve Stepwell in this process, by name
 */
public record Health(List<Part> parts) {
  /** The state of a part. */
  public enum State {
    /** It works. */
    WORKS,

    /** It cannot work now, for example because the database is unreachable, and retries. */
    WAITS,

    /** It no longer works: its thread has ended or does not return. Restart the process. */
    DEAD
  }

  /**
   * A part.
   *
   * @param name its name: {@code heartbeat}, {@code worker}, {@code writer-0} …
   * @param reason the problem; null if there is none. A part that works may have one too, for example writes that wait
   *     for locks of others
   */
  public record Part(String name, State state, @Nullable String reason) {
    /** The part of this name with this problem. */
    public static Part of(String name, @Nullable String reason, boolean dead) {
      return new Part(name, dead ? State.DEAD : reason == null ? State.WORKS : State.WAITS, reason);
    }

    /** A working part, with a limitation; null if it has none. */
    public static Part working(String name, @Nullable String reason) {
      return new Part(name, State.WORKS, reason);
    }
  }

  /** Whether all parts work. */
  public boolean works() {
    return parts.stream().allMatch(part -> part.state == State.WORKS);
  }

  /** Whether a part no longer works, so that only a restart helps. */
  public boolean isDead() {
    return parts.stream().anyMatch(part -> part.state == State.DEAD);
  }

  /** The names of the parts that do not work, for readers who may not see the reasons. */
  public List<String> faulty() {
    return parts.stream()
        .filter(part -> part.state != State.WORKS)
        .map(Part::name)
        .toList();
  }

  /** The problems in one line; empty if there are none. It may contain hosts and users of the database: only log it. */
  public String faults() {
    return parts.stream()
        .filter(part -> part.reason != null)
        .map(part -> part.name + ": " + part.reason)
        .collect(Collectors.joining("; "));
  }
}
