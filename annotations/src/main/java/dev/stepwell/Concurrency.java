package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits how much of a function, or of one of its steps, executes at the same time. A run or step above the limit waits for its turn;
 * it is neither rejected nor skipped.
 *
 * <p>On a {@link Function} it limits {@linkplain Per#ATTEMPT attempts}: the function's code and its steps. Each parallel step takes a
 * slot. A run that sleeps, waits for an event or an invoked run, or waits before its next attempt holds no slot. With {@link Per#RUN}
 * it limits runs instead, from the first attempt to the end, waits included.
 *
 * <p>On a {@link Step} it limits the attempts of that step alone, in addition to the limits of the function. {@link Per#RUN} is not
 * allowed there. A run whose step gets no slot is parked: it holds no thread and no slot, and resumes with that step when its turn
 * comes. A limit of the function that has the same {@link #scope} and key counts once, for the run.
 *
 * <p>At most three on a function or step. A run or step takes a slot of each of them together, or none. Turns alternate between the
 * values of {@link #key}; within one value, the order is that of arrival.
 *
 * <p>The limit in force is that of the newest published code. If it is lowered, executing runs continue; if it is raised, waiting runs
 * start at once.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(Concurrency.List.class)
public @interface Concurrency {
  /** How many may execute at the same time, for each value of {@link #key}; at least 1. */
  int limit();

  /**
   * What divides the limit: each value has {@link #limit} slots of its own. If empty, all runs share them.
   *
   * <p>A part of a key is the path of a field of the event ({@code "tenantId"}, {@code "order.customerId"}), or an expression on it
   * ({@code "event.data.plan == 'paid'"}), in the language of {@link Function#condition}. Several parts form one key. The compiler
   * checks them against the event; if a function has several events, all of them need the fields. A part is text, a number, a
   * boolean, or of a type that JSON shows as one of these, such as an enum, a {@code UUID} or an {@code Instant}.
   *
   * <p>Values are compared with their type: the text {@code "1"} is not the number 1, but 1 and 1.0 are one number. A field that is
   * null or missing is a value of its own; it does not mean "no limit". The key is computed once, when the run is created.
   */
  String[] key() default {};

  /**
   * A name that functions and steps share, such as {@code "openai"}: they share the slots. They must agree in the limit, in {@link
   * #per} and in the number of parts of the key. If empty, the limit belongs to this function or step alone.
   */
  String scope() default "";

  /** What takes a slot. */
  Per per() default Per.ATTEMPT;

  /** What takes a slot of a {@link Concurrency} limit. */
  enum Per {
    /** Each attempt of a step, and the function's code between steps, while it executes. */
    ATTEMPT,
    /** Each run, from its first attempt to its end, even while it sleeps or waits. */
    RUN
  }

  /** The container of repeated {@link Concurrency} annotations. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @interface List {
    /** The annotations. */
    Concurrency[] value();
  }
}
