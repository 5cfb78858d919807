package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets runs of a {@link Function} overtake others of the same function and the same key. The value is the number of seconds by which a
 * run counts as older than it is: with {@code 3600}, it precedes all runs that were created up to an hour before it. A negative value
 * lets others precede it.
 *
 * <p>Because only a bounded number of runs can overtake, each run gets its turn. A priority never exceeds a limit, and does not change
 * the turns between keys or functions. The steps of a run have its priority.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Priority {
  /**
   * The seconds: a number, as the path of a field or an expression ({@code "event.data.plan == 'paid' ? 3600 : 0"}), as in {@link
   * Throttle#cost}. Values below −43,200 and above 43,200 (12 hours) are replaced by these bounds. Null and a missing field are 0, and
   * fractions of a second are dropped.
   */
  String value();
}
