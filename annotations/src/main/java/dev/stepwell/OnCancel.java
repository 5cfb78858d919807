package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that handles the cancelled runs of a {@link Function} of the same class. It is executed as a run of its own, with
 * durable steps. Runs are cancelled by an event, by a call, by their timeout, or together with their caller.
 *
 * <p>It takes any of the function's parameters, by name, and optionally a {@link Cancellation} and a {@link Steps}. A step that was
 * running when the run was cancelled may still be running when the method is called.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OnCancel {
  /** The id of the function. */
  String value();
}
