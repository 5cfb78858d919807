package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long a failed step waits before its next attempt: {@link #first}, multiplied by {@link #factor} after each further
 * failure, and never more than {@link #longest}; each wait is up to 20 % shorter or longer, at random.
 *
 * <p>Durations are written as in {@link Step#timeout}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Backoff {
  /** The wait after the first failed attempt. */
  String first();

  /** The longest wait. */
  String longest();

  /** By how much each wait is longer than the one before; at least 1. */
  double factor() default 2;
}
