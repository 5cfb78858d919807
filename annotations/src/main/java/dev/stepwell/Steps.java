package dev.stepwell;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * What a function can do durably without a method of its own: inline steps, sleeps, parallel sections, and what the run knows
 * of itself.
 *
 * <p>An instance belongs to one run. It is called from the function's body and from the branches of {@link #forEach}, never
 * from inside a step: there it throws {@link IllegalStateException}, {@link #attempt()} excepted.
 */
public interface Steps {
  /**
   * Runs an inline step with this id.
   *
   * @param id the id under which the outcome is stored; the second call with one id is stored as {@code id:1}, and so on
   * @param type the class of the result, by which a stored result is read
   * @param body what to do; it may return null and throw anything
   * @return what the body returned, now or when it first completed
   * @throws StepFailedException when the attempts are used up
   */
  <R> R run(String id, Class<R> type, Callable<? extends R> body);

  /**
   * Runs an inline step that returns nothing.
   *
   * @throws StepFailedException when the attempts are used up
   */
  void run(String id, Action body);

  /** Parks the run for this long, counted from the first time that the run arrives here. Zero or less is over at once. */
  void sleep(String id, Duration duration);

  /** Parks the run until this time; a time that has passed is over at once. */
  void sleepUntil(String id, Instant time);

  /**
   * Runs the body for each item, in parallel, at most {@value #DEFAULT_PARALLELISM} at a time.
   *
   * @see #forEach(Collection, int, Body)
   */
  default <T, R> List<R> forEach(Collection<? extends T> items, Body<? super T, ? extends R> body) {
    return forEach(items, DEFAULT_PARALLELISM, body);
  }

  /**
   * Runs the body for each item, in parallel, at most {@code parallelism} at a time, and waits for all.
   *
   * <p>A step that the body calls for item number <i>n</i>, from 0, is stored as {@code step-id:n}, and just {@code step-id} for
   * number 0. A branch that fails does not stop its siblings: they go on to their own ends, which are stored; then the failure of
   * the first item in order that failed is thrown, with the others suppressed in it.
   *
   * @return the results in the order of the items
   */
  <T, R> List<R> forEach(
      Collection<? extends T> items, int parallelism, Body<? super T, ? extends R> body);

  /** The time, durably: the same value each time that the run is replayed. */
  Instant now();

  /** A random-looking id, durably: the same value each time that the run is replayed. */
  UUID uuid();

  /** The id of the run. */
  UUID runId();

  /** The id of the event that started the run. */
  String eventId();

  /** Inside a step, the number of its present attempt, from 1; between steps 0. */
  int attempt();

  /** How many branches of a parallel section run at once unless the call says otherwise. */
  int DEFAULT_PARALLELISM = 32;

  /** The body of an inline step that returns nothing. */
  @FunctionalInterface
  interface Action {
    /** Does the work; may throw anything. */
    void run() throws Exception;
  }

  /** The body of a parallel section, for one item. */
  @FunctionalInterface
  interface Body<T, R> {
    /** Does the work for one item; what it throws fails the section. */
    R run(T item) throws Exception;
  }
}
