package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that handles the failed runs of a {@link Function} of the same class. It is executed as a run of its own, with
 * durable steps.
 *
 * <p>It takes any of the function's parameters, by name, and optionally a {@link Failure} and a {@link Steps}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OnFailure {
  /** The id of the function. */
  String value();
}
