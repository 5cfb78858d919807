package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as a step: inside a run, its outcome is stored once and never computed again.
 *
 * <p>Outside a run, and inside another step, a step is an ordinary call.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Step {
  /** The id under which the outcome is stored; empty for the method's name in kebab case ({@code create-repo}). */
  String id() default "";

  /** How often the step is retried after its first attempt; −1 for the function's value. */
  int retries() default -1;

  /** The wait before the next attempt; at most one. If empty, the function's value applies. */
  Backoff[] backoff() default {};

  /**
   * The maximum duration of an attempt: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}, or ISO-8601 ({@code PT1M30S}).
   * After that, the thread is interrupted. If the step then throws an exception, the attempt fails with a {@link
   * StepTimeoutException}. If it still returns a result, the result is kept. Empty for no limit.
   */
  String timeout() default "";

  /**
   * Whether the step writes in a transaction that commits together with its outcome, so that its writes happen exactly once. It
   * then takes one {@link java.sql.Connection}, for which the flow passes {@link Steps#connection}. The step must not commit, roll back or
   * close it.
   */
  boolean transactional() default false;

  /**
   * In a graph (a class with {@link Function}), the ids of steps that this one follows without taking their results. A skipped step
   * counts as ended.
   */
  String[] after() default {};

  /**
   * In a graph, how long the run waits before this step, from the end of all its predecessors. The wait is stored as {@code before-}
   * and the step's id. Empty for no wait.
   */
  String delay() default "";
}
