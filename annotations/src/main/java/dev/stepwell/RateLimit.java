package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds how many runs of a {@link Function} are accepted: never more than {@link #limit} in any interval of length {@link #period}. A
 * run above the limit is recorded as skipped, with the reason, and its event is kept. A rerun executes it. {@link Throttle} delays
 * instead of skipping.
 *
 * <p>The decision is part of the transaction that stores the event. Runs that a cron expression, {@link Steps#invoke} or a rerun starts neither
 * count nor are skipped.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RateLimit {
  /** How many runs are accepted in any period, for each value of {@link #key}; at least 1. */
  int limit();

  /** The period, written as in {@link Step#timeout}; at least {@code 1ms}. */
  String period();

  /** What divides the limit, as in {@link Concurrency#key}. If empty, all runs share it. */
  String[] key() default {};
}
