package dev.stepwell.contract;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a function and the ways between them, as the compiler reads them from its source: nodes, each of which comes after the
 * one before it, and some of which hold nodes themselves.
 *
 * @param nodes what happens, in order; empty for a function without steps
 */
public record StepGraph(List<Node> nodes) {
  /** Of a function whose source could not be read. */
  public static final StepGraph UNREAD =
      new StepGraph(List.of(new Unread("the source of this function could not be read")));

  /** A copy of the nodes is kept. */
  public StepGraph {
    nodes = List.copyOf(nodes);
  }

  /** Of these nodes, one after the other. */
  public static StepGraph of(Node... nodes) {
    return new StepGraph(List.of(nodes));
  }

  /** What happens at one place of the function. */
  public sealed interface Node {}

  /** What a step does. */
  public enum Kind {
    /** Runs code of the user's. */
    STEP,
    /** Waits for a time. */
    SLEEP,
    /** Waits for an event. */
    WAIT,
    /** Waits for another run. */
    INVOKE,
    /** Sends events. */
    SEND
  }

  /**
   * A step.
   *
   * @param id its id, without the number of a repetition; null where the source computes it
   * @param detail for how long, for which event or which function, as the source says; null where there is nothing to say
   */
  public record Step(
      Kind kind, @Nullable String id, @Nullable String detail) implements Node {
    /** Refuses a missing kind. */
    public Step {
      Objects.requireNonNull(kind, "kind");
    }
  }

  /**
   * One of several ways, as by {@code if} and {@code switch}.
   *
   * @param on what decides, as the source says
   */
  public record Choice(String on, List<Way> ways) implements Node {
    /** A copy of the ways is kept. */
    public Choice {
      ways = List.copyOf(ways);
    }
  }

  /**
   * A way of a {@link Choice}, a branch of a {@link Parallel} or a handler of a {@link Guarded}.
   *
   * @param label when it is taken, or what tells it from the others
   * @param nodes what happens on it; may be empty
   */
  public record Way(String label, List<Node> nodes) {
    /** A copy of the nodes is kept. */
    public Way {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * What is repeated, one time after the other.
   *
   * @param over over what, or for as long as what, as the source says
   */
  public record Loop(String over, List<Node> nodes) implements Node {
    /** A copy of the nodes is kept. */
    public Loop {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * What happens side by side.
   *
   * @param over for each element of what, as the source says; null where the branches are written one by one
   * @param branches the branches; where {@code over} is given, the one that each element takes
   */
  public record Parallel(@Nullable String over, List<Way> branches) implements Node {
    /** A copy of the branches is kept. */
    public Parallel {
      branches = List.copyOf(branches);
    }
  }

  /**
   * What happens under the eyes of handlers, as by {@code try}.
   *
   * @param handlers what happens on which exception
   * @param after what happens in either case; may be empty
   */
  public record Guarded(List<Node> nodes, List<Way> handlers, List<Node> after) implements Node {
    /** A copy of each list is kept. */
    public Guarded {
      nodes = List.copyOf(nodes);
      handlers = List.copyOf(handlers);
      after = List.copyOf(after);
    }
  }

  /**
   * Where the function ends before its last node.
   *
   * @param how {@code return} or {@code throw}
   */
  public record End(String how) implements Node {}

  /**
   * What the compiler could not follow: there may be steps in it.
   *
   * @param why what it is, and why it could not be followed
   */
  public record Unread(String why) implements Node {}
}
