package dev.stepwell.processor.model;

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

  /** A step that runs code of the user's. */
  public static Step step(@Nullable String id) {
    return new Step(Kind.STEP, id, null);
  }

  /** A step that stores the outcome of a race between the branches before it. */
  public static Step race(@Nullable String id, String detail) {
    return new Step(Kind.STEP, id, detail);
  }

  /** A step that waits for a time. */
  public static Step sleep(@Nullable String id, String detail) {
    return new Step(Kind.SLEEP, id, detail);
  }

  /** A step that waits for an event. */
  public static Step waitFor(@Nullable String id, String detail) {
    return new Step(Kind.WAIT, id, detail);
  }

  /** A step that waits for another run. */
  public static Step invoke(@Nullable String id, String detail) {
    return new Step(Kind.INVOKE, id, detail);
  }

  /** A step that sends events. */
  public static Step send(@Nullable String id, String detail) {
    return new Step(Kind.SEND, id, detail);
  }

  /** One of these ways. */
  public static Choice choice(String on, Way... ways) {
    return new Choice(on, List.of(ways));
  }

  /** A way with these nodes. */
  public static Way way(String label, Node... nodes) {
    return new Way(label, List.of(nodes));
  }

  /** These nodes, repeated. */
  public static Loop loop(String over, Node... nodes) {
    return new Loop(over, List.of(nodes));
  }

  /** These nodes side by side for each element. */
  public static Parallel parallel(String over, Node... nodes) {
    return new Parallel(over, List.of(way("each", nodes)));
  }

  /** These branches side by side. */
  public static Parallel parallel(Way... branches) {
    return new Parallel(null, List.of(branches));
  }

  /** These nodes, the handlers of what they throw, and what happens in either case. */
  public static Guarded guarded(List<Node> nodes, List<Way> handlers, List<Node> after) {
    return new Guarded(nodes, handlers, after);
  }

  /** These parts, each as soon as all that it comes after have ended. */
  public static Flow flow(Part... parts) {
    return new Flow(List.of(parts));
  }

  /** A part that is this step, after the steps of these ids. */
  public static Part part(Step step, String... after) {
    return new Part(step, null, List.of(after));
  }

  /** A part that is this step for each element, after the steps of these ids. */
  public static Part partOfEach(String over, Step step, String... after) {
    return new Part(step, over, List.of(after));
  }

  /** The end of the function, by {@code return} or {@code throw}, or of the loop, by {@code break}. */
  public static End end(String how) {
    return new End(how);
  }

  /** What could not be followed. */
  public static Unread unread(String why) {
    return new Unread(why);
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
   * @param detail for how long, for which event or which function, or which branches win a race, as the source says; null where there is
   *     nothing to say
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
   * Steps that are ordered by what each takes, as in a function that is written as a graph.
   *
   * @param parts the steps, each after all that it comes after
   */
  public record Flow(List<Part> parts) implements Node {
    /** A copy of the parts is kept. */
    public Flow {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A step of a {@link Flow}.
   *
   * @param step the step, which has an id
   * @param over for each element of what there is such a step; null for one step
   * @param after the ids of the steps that it comes after
   */
  public record Part(Step step, @Nullable String over, List<String> after) {
    /** Refuses a missing step; a copy of the ids is kept. */
    public Part {
      Objects.requireNonNull(step, "step");
      after = List.copyOf(after);
    }
  }

  /**
   * Where the function, or just the loop around it, ends before its last node.
   *
   * @param how {@code return} or {@code throw}; {@code break} for the loop
   */
  public record End(String how) implements Node {}

  /**
   * What the compiler could not follow: there may be steps in it.
   *
   * @param why what it is, and why it could not be followed
   */
  public record Unread(String why) implements Node {}
}
