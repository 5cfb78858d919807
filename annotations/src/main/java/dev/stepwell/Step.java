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

  /** How long the step waits before its next attempt; none for what the function says, or one. */
  Backoff[] backoff() default {};

  /**
   * How long an attempt may take: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}, or ISO-8601 ({@code
   * PT1M30S}). Then its thread is interrupted, and if it ends by an exception, the attempt has failed with a {@link
   * StepTimeoutException}; a result that it returns all the same is kept. Empty for no limit.
   */
  String timeout() default "";

  /**
   * Whether the step writes in a transaction that commits together with its outcome, so that it happens exactly once. It then
   * has one parameter of type {@link java.sql.Connection}, for which the flow passes {@link Steps#connection}; the step must not
   * commit, roll back or close it.
   */
  boolean transactional() default false;

  /**
   * In a graph (a class under {@link Function}), the ids of steps after which this one comes though it takes nothing of theirs. One
   * that is skipped counts as done.
   */
  String[] after() default {};

  /**
   * In a graph, how long the run waits before this step, counted from when all that it comes after has ended. The wait is stored as
   * {@code before-} and the step's id. Empty for not at all.
   */
  String delay() default "";
}
