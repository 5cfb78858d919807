package dev.stepwell.processor.model;

/**
 * The source of the value of a parameter in a graph.
 *
 * @param kind the kind of source
 * @param name the field's or node's name; empty if the kind needs none
 */
public record InputModel(Kind kind, String name) {
  /** What a value may be. */
  public enum Kind {
    /** A field of the event. */
    FIELD,
    /** The event, or a cron tick. */
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
