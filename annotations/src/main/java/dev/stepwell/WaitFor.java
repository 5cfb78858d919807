package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In a graph (a class under {@link Function}), marks a parameter of a {@link Step} as an event that the run waits for. Its type is the
 * record that carries the event. If no such event arrives in time, the parameter is absent.
 *
 * <p>The wait begins as soon as the matched values are known: at the start of the run if all of them are fields of its event. It is
 * stored as {@code wait-for-} and the parameter's name in kebab case. Parameters with the same name share one wait, and must have the
 * same annotation.
 *
 * <p>Durations are written as in {@link Step#timeout}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface WaitFor {
  /** The name of the event. */
  String event();

  /**
   * The fields, at least one, that identify the event: each equals the result of the step with that name, or otherwise that field of
   * the event that started the run.
   */
  String[] match();

  /** The maximum wait, counted from the start of the wait. */
  String timeout();

  /**
   * How far to look back from the start of the wait. If empty, the wait looks back to the creation of the run.
   *
   * @see Steps#waitForEvent(String, EventMatch, java.time.Duration, java.time.Duration)
   */
  String lookBack() default "";
}
