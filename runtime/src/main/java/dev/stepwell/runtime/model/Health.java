package dev.stepwell.runtime.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the parts of a process do their work.
 *
 * @param parts the threads that serve Stepwell in this process, by name
 */
public record Health(List<Part> parts) {
  /** How a part is. */
  public enum State {
    /** It does its work. */
    WORKS,

    /** It cannot do its work now, for example because the database cannot be reached, and tries again. */
    WAITS,

    /** It does not do its work any more: its thread has ended or does not come back. Restart the process. */
    DEAD
  }

  /**
   * A part.
   *
   * @param name its name: {@code heartbeat}, {@code worker}, {@code writer-0} …
   * @param reason what is wrong; null if nothing is. A part that works may have one too: it does its work but for what this says, for
   *     example writes that others' locks hold up
   */
  public record Part(String name, State state, @Nullable String reason) {
    /** The part of this name, by what is wrong with it. */
    public static Part of(String name, @Nullable String reason, boolean dead) {
      return new Part(name, dead ? State.DEAD : reason == null ? State.WORKS : State.WAITS, reason);
    }

    /** A part that does its work, with what it cannot do; null if it does all. */
    public static Part working(String name, @Nullable String reason) {
      return new Part(name, State.WORKS, reason);
    }
  }

  /** Whether all parts do their work. */
  public boolean works() {
    return parts.stream().allMatch(part -> part.state == State.WORKS);
  }

  /** Whether a part does not do its work any more, so that only a restart helps. */
  public boolean isDead() {
    return parts.stream().anyMatch(part -> part.state == State.DEAD);
  }

  /** The names of the parts that do not do their work, for those who may not see why. */
  public List<String> faulty() {
    return parts.stream()
        .filter(part -> part.state != State.WORKS)
        .map(Part::name)
        .toList();
  }

  /** What is wrong, in one line; empty if nothing is. It may name hosts and users of the database: it is for logs. */
  public String faults() {
    return parts.stream()
        .filter(part -> part.reason != null)
        .map(part -> part.name + ": " + part.reason)
        .collect(Collectors.joining("; "));
  }
}
