package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as a durable function: a flow that is started by an event.
 *
 * <p>The method's parameters are the fields of the event, by name; the processor generates a record for it. A function may
 * instead take one record annotated with {@link Event} whole. A parameter of type {@link Steps} is handed in by the runtime.
 *
 * <p>Between its steps a function's body must be deterministic: it runs again, over stored outcomes, after a wait, a retry or
 * a crash.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Function {
  /** The name under which runs of this function are stored; unique in an application, and never changed while runs live. */
  String id();

  /** The name of the event that starts a run, for example {@code github/export.repo}. */
  String event();

  /** How often each step of this function is tried again after its first attempt, unless the step says otherwise. */
  int retries() default 3;
}
