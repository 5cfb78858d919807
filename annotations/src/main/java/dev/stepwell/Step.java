package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as a step: inside a run its outcome is stored once and never computed again.
 *
 * <p>Outside a run, and inside another step, a step is an ordinary call.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Step {
  /** The id under which the outcome is stored; empty for the method's name in kebab case ({@code create-repo}). */
  String id() default "";

  /** How often the step is tried again after its first attempt; −1 for what the function says. */
  int retries() default -1;
}
