package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The wait of a failed step before its next attempt: {@link #first}, multiplied by {@link #factor} after each further
 * failure, and at most {@link #longest}. Jitter makes each wait up to 20 % shorter or longer.
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

  /** The ratio of each wait to the previous one; at least 1. */
  double factor() default 2;
}
