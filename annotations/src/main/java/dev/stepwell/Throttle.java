package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Spreads the starts of a function's runs over time, or the attempts of a step. Starts that come too early wait, in order; nothing is
 * lost. {@link RateLimit} skips instead of delaying.
 *
 * <p>An idle key starts {@link #burst} at once, and then one per {@link #period} divided by {@link #limit}: with {@code limit = 600,
 * period = "1m", burst = 60}, 60 at once and then one every 100 ms. Unused starts do not add up beyond the burst.
 *
 * <p>On a {@link Function} only the first attempt of a run counts, including that of an invoked run. A run that resumes after a wait,
 * retries a step or is a rerun does not count. On a {@link Step} each attempt counts, retries included. With a shared {@link #scope}
 * this is the limit of a provider: a {@link RetryAfterException} of one step then delays all steps with that scope and key until the
 * time that it specifies, and they start one by one after that. A run whose step must wait is parked.
 *
 * <p>A start is counted only when the run also gets the slots of its {@link Concurrency} limits.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Throttle {
  /** How many starts, or units of {@link #cost}, are allowed in each {@link #period}; at least 1. */
  int limit();

  /** The period, written as in {@link Step#timeout}; at least {@code 1ms}. */
  String period();

  /** How many starts, or units of {@link #cost}, an idle key may use at once; at least 1. */
  int burst() default 1;

  /** What divides the limit, as in {@link Concurrency#key}. If empty, all starts share it. */
  String[] key() default {};

  /**
   * How many units a start takes: a number, as a path or an expression ({@code "tokens"}, {@code "size(event.data.rows)"}, {@code
   * "event.data.plan == 'free' ? 10 : 1"}). If empty, each start takes 1.
   *
   * <p>Fractions are rounded up to whole units. Null, a missing field and values below 1 take 1; more than 1,000,000,000 counts as
   * 1,000,000,000. A start whose cost exceeds the burst takes place when its key is idle, and delays the starts after it by its whole
   * cost.
   */
  String cost() default "";

  /**
   * A name that functions and steps share, such as {@code "openai"}: they share the limit. They must agree in all members except
   * {@link #key} and {@link #cost}, and in the number of parts of the key. If empty, the limit belongs to this function or step alone.
   */
  String scope() default "";
}
