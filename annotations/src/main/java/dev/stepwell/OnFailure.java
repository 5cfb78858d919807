package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that runs, as a run of its own with steps of its own, when a run of a {@link Function} of the same class
 * has failed.
 *
 * <p>Its parameters are any of the function's own parameters, by name, and a {@link Failure} and a {@link Steps} where wanted.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OnFailure {
  /** The id of the function. */
  String value();
}
