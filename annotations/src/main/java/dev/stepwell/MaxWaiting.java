package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds the backlog of a {@link Function}: the runs that wait for their first attempt. Runs that have started, and batches and
 * debounced runs that are not yet due, do not count. Without this annotation the backlog is not bounded.
 *
 * <p>The decision is part of the transaction that creates the run. Runs that a cron expression, {@link Steps#invoke} or a rerun starts count,
 * but are never rejected or skipped.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface MaxWaiting {
  /** How many runs may wait, for each value of {@link #key}; at least 1. */
  int limit();

  /** What divides the bound, as in {@link Concurrency#key}. If empty, all runs of the function count together. */
  String[] key() default {};

  /** What happens when {@link #limit} runs wait and another one is created. */
  WhenFull whenFull() default WhenFull.REJECT;

  /** What happens when as many runs wait as {@link MaxWaiting} allows, and another one is created. */
  enum WhenFull {
    /** The event is not accepted: the send throws a {@link BacklogFullException}. Other events of the same call are not affected. */
    REJECT,
    /** The run that has waited longest is recorded as skipped, and the new one waits. */
    SKIP_OLDEST,
    /** The new run is recorded as skipped. Its event is kept. */
    SKIP_NEWEST
  }
}
