package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as a durable function: a flow that is started by an event, or by a clock. On a class it makes one function of the
 * class's steps: a graph, whose order follows from what each step takes.
 *
 * <p>The method's parameters are the fields of the event, by name; the processor generates a record for it. A function may
 * instead take one record annotated with {@link Event} whole. A parameter of type {@link Steps} is handed in by the runtime. A
 * function with a {@link #cron} takes a {@link CronTick} and a {@link Steps} where wanted, and nothing else.
 *
 * <p>Between its steps a function's body must be deterministic: it runs again, over stored outcomes, after a wait, a retry or
 * a crash.
 *
 * <p>In a graph each step begins as soon as what it takes is there. A parameter is the result of the step that it is named after, if
 * the types fit; else the result of the one step that returns its type, if that is a type of the application's own; else a field of
 * the event, by name. Where a step returns a {@code List} or {@code Collection} of that type, there is one step for each element. A
 * step one of whose inputs is absent (null, an empty {@code Optional}, or an event that did not come) is skipped, and its own result
 * is absent, unless the parameter is nullable or an {@code Optional}. The function returns what the only step returns after which
 * nothing comes, if there is exactly one such step.
 *
 * <p>Durations are written as in {@link Step#timeout}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Function {
  /** The name under which runs of this function are stored; unique in an application, and never changed while runs live. */
  String id();

  /**
   * Which version of the function this is, from 1 to 1000. A higher one is stored as a function of its own, {@code export@2}, and
   * starts all runs from then on; a lower one may be kept beside it, to execute the runs that it has started.
   */
  int version() default 1;

  /**
   * The name of the event that starts a run, for example {@code github/export.repo}. With several names any of these events
   * does, and all have the same fields.
   */
  String[] event() default {};

  /**
   * What must hold of such an event for it to start a run, for example {@code event.data.amount >= 100 && event.data.kind in ['a',
   * 'b']}: a subset of CEL, which the compiler checks against the event's fields. Empty for all events. A run that is started by
   * {@link Steps#invoke} is not asked.
   */
  String condition() default "";

  /**
   * When runs are started by the clock: cron expressions of five fields (minute, hour, day of month, month, day of week), for
   * example {@code 0 9 * * MON-FRI}. A function has either events or cron expressions.
   *
   * <p>Each tick starts one run, whatever the number of workers. Of the ticks that pass while no worker lives the last one is
   * made up for, and the earlier ones are skipped.
   */
  String[] cron() default {};

  /** The time zone of {@link #cron}, for example {@code Europe/Berlin}. */
  String timeZone() default "UTC";

  /** How often each step of this function is tried again after its first attempt, unless the step says otherwise. */
  int retries() default 3;

  /** How long a failed step waits before its next attempt, unless the step says otherwise; none or one. */
  Backoff[] backoff() default {};

  /**
   * How long after its event was accepted a run may start; one that no worker has taken by then is cancelled when one comes to
   * it. Empty for no limit.
   */
  String startTimeout() default "";

  /** How long after its start a run may end, waits included; then it is cancelled. Empty for no limit. */
  String finishTimeout() default "";

  /**
   * The fields that make an event the same order to this function: within 24 hours it runs once for all events in which they
   * are equal. An event in which one of them is null or missing always starts a run.
   */
  String[] idempotencyKey() default {};
}
