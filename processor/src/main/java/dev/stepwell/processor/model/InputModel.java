package dev.stepwell.processor.model;

/**
 * Where the value of a parameter of a step of a graph comes from.
 *
 * @param kind what it is
 * @param name the field's name, or that of the node; empty where the kind says all
 */
public record InputModel(Kind kind, String name) {
  /** What a value may be. */
  public enum Kind {
    /** A field of the event. */
    FIELD,
    /** The event, or the tick of the clock. */
    WHOLE,
    /** The connection that a flow passes. */
    CONNECTION,
    /** What a node brings, without which the step is skipped. */
    VALUE,
    /** One element of what a node brings. */
    EACH,
    /** What a node brings, or null. */
    NULLABLE,
    /** What a node brings, as an {@code Optional}. */
    OPTIONAL
  }

  /** Whether it comes from a node. */
  public boolean isOfNode() {
    return kind.compareTo(Kind.VALUE) >= 0;
  }

  /** Whether the step is skipped if it is absent. */
  public boolean isNeeded() {
    return kind == Kind.VALUE || kind == Kind.EACH;
  }
}
