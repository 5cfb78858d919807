package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as a durable function: a flow that an event or a cron expression starts. On a class, it turns the class's steps into
 * one function: a graph, whose order follows from the parameters of the steps.
 *
 * <p>The method's parameters are the fields of the event, by name. The processor generates a record for the event. Instead, a function
 * may take one record annotated with {@link Event} as a whole. The runtime provides a parameter of type {@link Steps}. A function with
 * a {@link #cron} takes at most a {@link CronTick} and a {@link Steps}.
 *
 * <p>Between its steps a function must be deterministic: after a wait, a retry or a crash, it runs again from the beginning, over its
 * stored outcomes.
 *
 * <p>In a graph each step starts as soon as its inputs exist. A parameter is the result of the step that it is named after, if the
 * types fit; otherwise the result of the only step that returns its type, if that is a type of the application; otherwise a field of
 * the event, by name. If a step returns a {@code List} or {@code Collection} of that type, one step runs per element. A step with an
 * absent input (null, an empty {@code Optional}, or an event that did not arrive) is skipped, and its own result is absent, unless the
 * parameter is nullable or an {@code Optional}. The function returns the result of the only step without a successor. If there are
 * several such steps, it returns nothing.
 *
 * <p>Durations are written as in {@link Step#timeout}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Function {
  /**
   * The name under which runs of this function are stored. It is unique in an application, and must not change while runs are live,
   * unless {@link Was} declares the earlier id.
   */
  String id();

  /**
   * The version of the function, from 1 to 1000. A higher version is stored as a function of its own, {@code export@2}, and gets
   * all new runs. A lower version beside it executes the runs that it has started.
   */
  int version() default 1;

  /**
   * The name of the event that starts a run, for example {@code github/export.repo}. Several events must have the same fields.
   */
  String[] event() default {};

  /**
   * The condition that an event must satisfy to start a run, for example {@code event.data.amount >= 100 && event.data.kind in ['a',
   * 'b']}: a subset of CEL, which the compiler checks against the event's fields. Empty for all events. {@link Steps#invoke}
   * ignores it.
   */
  String condition() default "";

  /**
   * The cron expressions that start runs, of five fields (minute, hour, day of month, month, day of week), for
   * example {@code 0 9 * * MON-FRI}. A function has either events or cron expressions.
   *
   * <p>Each tick starts one run, no matter how many workers there are. After downtime only the latest missed tick runs.
   */
  String[] cron() default {};

  /** The time zone of {@link #cron}, for example {@code Europe/Berlin}. */
  String timeZone() default "UTC";

  /** How often each step of this function is retried after its first attempt, unless the step sets its own value. */
  int retries() default 3;

  /** The wait of a failed step before its next attempt, unless the step sets its own; at most one. */
  Backoff[] backoff() default {};

  /**
   * How long after its event a run may start. A run that starts later is cancelled instead. For a run that waits for further events,
   * the time counts from when the run was due. Empty for no limit.
   */
  String startTimeout() default "";

  /** How long a run may take from its start, including waits. A run that takes longer is cancelled. Empty for no limit. */
  String finishTimeout() default "";

  /**
   * The fields that identify duplicates: within the {@link #idempotencyPeriod} the function runs once for all events in which they are
   * equal, even if that run fails. An event in which one of them is null or missing always starts a run.
   */
  String[] idempotencyKey() default {};

  /**
   * How long after the creation of a run its {@link #idempotencyKey} keeps other runs from being created: from {@code 1s} to {@code
   * 366d}.
   */
  String idempotencyPeriod() default "24h";
}
