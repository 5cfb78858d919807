package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts one run of a {@link Function} for several events that follow each other quickly. The run starts {@link #period} after the
 * last of them, but no later than {@link #timeout} after the first, and gets the last event.
 *
 * <p>The last event is the one with the latest time; an event that is older than the one that the run would get does not replace it.
 * All events are kept and linked to the run. A run that has started does not change: the next event begins a new period.
 *
 * <p>Runs that a cron expression, {@link Steps#invoke} or a rerun starts are not delayed.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Debounce {
  /** How long no further event may arrive before the run starts, written as in {@link Step#timeout}; at least {@code 1ms}. */
  String period();

  /**
   * How long after the first event the run starts at the latest, however many follow; not below {@link #period}. If empty, there is no
   * such limit.
   */
  String timeout() default "";

  /** What separates events, as in {@link Concurrency#key}. If empty, all events of the function share one run. */
  String[] key() default {};
}
