package dev.stepwell;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The durable operations of a function that need no method of their own: inline steps, sleeps, waits, sends, calls of other functions,
 * parallel sections, and the run's own data.
 *
 * <p>An instance belongs to one run. Call it from the function's body and from the branches of {@link #forEach}, {@link #all} and
 * {@link #race}. Inside a step every method but {@link #attempt()} throws {@link IllegalStateException}. A {@link Step} method that is
 * called inside a step is an ordinary call, a part of that step.
 *
 * <p>The second call with an id is stored as {@code id:1}, the third as {@code id:2}, and so on, for all methods here that take an id
 * and for {@link Step} methods. So no id may end in a colon and a number. An id has 1 to 200 characters, is not blank, and
 * contains no control character and no half of a surrogate pair; any other throws {@link InvalidTextException}.
 *
 * <p>A result is read back from the stored JSON, even if the step has just been executed.
 */
public interface Steps {
  /**
   * Runs an inline step with this id.
   *
   * @param id the id under which the outcome is stored; the second call with an id is stored as {@code id:1}, and so on
   * @param type the class of the result, as which a stored result is read
   * @param body the step; it may return null and throw anything
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

  /**
   * Runs an inline step in a transaction that commits together with the step's outcome, so its writes through the connection happen
   * exactly once.
   *
   * @param body the step; it must not commit, roll back or close the connection
   * @throws StepFailedException when the attempts are used up
   */
  <R> R runInTransaction(String id, Class<R> type, Transaction<? extends R> body);

  /**
   * The placeholder that a flow passes to a {@link Step#transactional} step. The step gets the real connection.
   */
  Connection connection();

  /** Parks the run for this duration, counted from the run's first arrival here. Zero or less ends at once. */
  void sleep(String id, Duration duration);

  /** Parks the run until this time. A time in the past ends at once. */
  void sleepUntil(String id, Instant time);

  /**
   * Parks the run until a matching event is accepted. It also takes an event that was accepted since the run was created: a payment
   * that is confirmed just before the wait is not missed.
   *
   * @param id the id under which the outcome is stored
   * @param match which events match, for example {@code PaymentReceived.where().orderId(id)}; no value in it may be null
   * @param timeout the maximum wait, counted from the run's first arrival here
   * @return the event's payload; empty if none arrived in time
   * @throws IllegalArgumentException if a value in the match is null, or the timeout is negative
   * @see #waitForEvent(String, EventMatch, Duration, Duration)
   */
  <E extends Record> Optional<E> waitForEvent(String id, EventMatch<E> match, Duration timeout);

  /**
   * Parks the run until a matching event is accepted, and looks back for a limited time.
   *
   * <p>A wait takes the oldest matching event that was accepted before its deadline and is at most {@code lookBack} older than the
   * run's first arrival here. It never takes the event that started the run, an event that an earlier wait of the run took, or, by
   * looking back, an event that another wait of the run has taken. One event may end waits of several runs, and all waits of a run
   * that are open when it arrives.
   *
   * @param id the id under which the outcome is stored
   * @param match which events match, for example {@code PaymentReceived.where().orderId(id)}; no value in it may be null
   * @param timeout the maximum wait, counted from the run's first arrival here
   * @param lookBack how far to look back; {@link Duration#ZERO} for events after the run's first arrival here only
   * @return the event's payload; empty if none arrived in time
   * @throws IllegalArgumentException if a value in the match is null, or a duration is negative
   */
  <E extends Record> Optional<E> waitForEvent(
      String id, EventMatch<E> match, Duration timeout, Duration lookBack);

  /**
   * Parks the run until an event is accepted that one of several matches selects. It also takes an event that was accepted since the
   * run was created.
   *
   * @param id the id under which the outcome is stored
   * @param matches which events match, at least one
   * @param timeout the maximum wait, counted from the run's first arrival here
   * @return the first event; empty if none arrived in time
   * @throws IllegalArgumentException if there is no match, a value in a match is null, or the timeout is negative
   * @see #any(String, List, Duration, Duration)
   */
  <E extends Record> Optional<FirstEvent<E>> any(
      String id, List<? extends EventMatch<? extends E>> matches, Duration timeout);

  /**
   * Parks the run until an event is accepted that one of several matches selects, and looks back for a limited time.
   *
   * <p>The wait takes the oldest event that a {@link #waitForEvent(String, EventMatch, Duration, Duration) wait for one event} would take
   * with one of the matches. Other events remain for later waits of the run.
   *
   * @param id the id under which the outcome is stored
   * @param matches which events match, at least one; their order does not matter, except for {@link FirstEvent#index}
   * @param timeout the maximum wait, counted from the run's first arrival here
   * @param lookBack how far to look back; {@link Duration#ZERO} for events after the run's first arrival here only
   * @return the first event; empty if none arrived in time
   * @throws IllegalArgumentException if there is no match, a value in a match is null, or a duration is negative
   */
  <E extends Record> Optional<FirstEvent<E>> any(
      String id,
      List<? extends EventMatch<? extends E>> matches,
      Duration timeout,
      Duration lookBack);

  /**
   * Sends an event exactly once, in the transaction that records this step.
   *
   * @return the event's id, which follows from the run and the step
   */
  String send(String id, Record event);

  /** Like {@link #send(String, Record)}. The event takes effect at this time, or at once if that is in the past. */
  String send(String id, Record event, Instant time);

  /** Sends events exactly once, in the transaction that records this step. Returns their ids in the order of the events. */
  List<String> sendAll(String id, Collection<? extends Record> events);

  /**
   * Withdraws a scheduled event that has not fired, for example one that this run sent with {@link #send(String, Record, Instant)}.
   *
   * @param id the id under which the outcome is stored
   * @param eventId the event's id, as the send returned it
   * @return whether the event never fires: it was pending until now, was withdrawn before, or was never sent; false if it has fired
   */
  boolean withdraw(String id, String eventId);

  /**
   * Runs another function with this event, whatever that function's triggers are, and parks until it ends. Cancelling this run
   * cancels that one too.
   *
   * @param id the id under which the outcome is stored
   * @param function the typed handle, for example {@code Functions.EXPORT_TO_GITHUB}
   * @param event the function's event
   * @return the function's result
   * @throws StepFailedException if that run failed, with its error; if it was cancelled, with a {@link RunCancelledException}
   */
  <E extends Record, R> R invoke(String id, FunctionRef<E, R> function, E event);

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
   * <p>A step that the body calls for item <i>n</i>, from 0, is stored as {@code step-id:n}, and for item 0 as {@code step-id}. A
   * failed branch does not stop the others: they run to their end, and their outcomes are stored. Then the failure of the first failed
   * item, in the order of the items, is thrown, with the others suppressed in it.
   *
   * @return the results in the order of the items
   */
  <T, R> List<R> forEach(
      Collection<? extends T> items, int parallelism, Body<? super T, ? extends R> body);

  /**
   * Runs branches of different kinds in parallel, at most {@value #DEFAULT_PARALLELISM} at a time, and waits for all: {@link
   * #forEach(Collection, int, Body)} over the branches.
   *
   * @return the results in the order of the branches
   */
  default <R> List<R> all(Collection<? extends Callable<? extends R>> branches) {
    return all(branches, DEFAULT_PARALLELISM);
  }

  /** Runs branches of different kinds in parallel, at most {@code parallelism} at a time, and waits for all. */
  default <R> List<R> all(Collection<? extends Callable<? extends R>> branches, int parallelism) {
    return forEach(branches, parallelism, branch -> branch.call());
  }

  /**
   * Runs branches in parallel, returns the result of the first that completes, and cancels the others.
   *
   * @see #race(String, int, Collection)
   */
  default <R> R race(String id, Collection<? extends Callable<? extends R>> branches) {
    return race(id, 1, branches).get(0);
  }

  /**
   * Runs branches in parallel, at most {@value #DEFAULT_PARALLELISM} at a time, until {@code winners} of them have completed, and
   * cancels the others.
   *
   * <p>A branch completes when its last step does: a sleep at its time, a wait when its event was accepted or at its timeout, and
   * other steps when they end. If the run resumes after several branches have completed, the earliest win; of branches that completed
   * at the same time, the first in the order of the branches. The winners are stored before the run continues, so every replay
   * has the same winners.
   *
   * <p>The losers are cancelled: a step in progress is interrupted and its outcome is discarded, waits and retries end, and runs that
   * they invoked are cancelled. The unfinished steps of losers are stored as failed with a {@link StepCancelledException}. What they
   * have sent remains sent. A step that ignores its interrupt delays the run by at most a second, or, in a function with limits on
   * concurrency, until it returns.
   *
   * <p>A branch that throws does not win. Once too few branches are left, the others are cancelled, and the failure of the first failed
   * branch is thrown, in the order of the branches, with the failures of others suppressed in it.
   *
   * <p>The steps of the branches are numbered as in {@link #all(Collection)}.
   *
   * @param id the id under which the winners are stored
   * @param winners how many branches win, from 1 to the number of branches
   * @return the results of the winners, in the order in which they completed
   * @throws IllegalArgumentException if there are no branches, or {@code winners} is not between 1 and their number
   */
  <R> List<R> race(String id, int winners, Collection<? extends Callable<? extends R>> branches);

  /** The time, durably: the same value in each replay of the run. */
  Instant now();

  /** A random-looking id, durably: the same value in each replay of the run. */
  UUID uuid();

  /** The id of the run. */
  UUID runId();

  /** The id of the event that started the run. */
  String eventId();

  /** The headers of the event that started the run. Events that the run sends, and functions that it invokes, get the same. */
  Map<String, String> headers();

  /** Inside a step, the number of its current attempt, from 1; between steps 0. */
  int attempt();

  /** How many branches of a parallel section run at once by default, and how many branches of a race run at once at most. */
  int DEFAULT_PARALLELISM = 32;

  /** The body of an inline step that returns nothing. */
  @FunctionalInterface
  interface Action {
    /** Runs the step; may throw anything. */
    void run() throws Exception;
  }

  /** The body of an inline step in a transaction. */
  @FunctionalInterface
  interface Transaction<R extends @Nullable Object> {
    /** Writes through the connection. An exception rolls back. */
    R run(Connection connection) throws Exception;
  }

  /** The body of a parallel section, for one item. */
  @FunctionalInterface
  interface Body<T, R> {
    /** Runs the branch of one item. An exception fails the section. */
    R run(T item) throws Exception;
  }
}
