package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that runs, as a run of its own with steps of its own, when a run of a {@link Function} of the same class was cancelled:
 * by an event, by a call, by its timeout, or together with the run that waits for it.
 *
 * <p>Its parameters are any of the function's own parameters, by name, and a {@link Cancellation} and a {@link Steps} where wanted. A step that was
 * running when the run was cancelled may still be running when the method is called.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OnCancel {
  /** The id of the function. */
  String value();
}
