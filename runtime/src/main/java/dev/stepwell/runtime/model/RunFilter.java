package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A filter of runs; all parts must match.
 *
 * @param functionId the function; null for any
 * @param statuses the statuses; empty for any
 * @param text a substring of the run's id, its event's id, or the type or message of its error, ignoring case; null for any
 * @param event the name of the event that started the run; null for any
 * @param from the earliest time of creation, inclusive; null for any
 * @param to the end of the times of creation, exclusive; null for any. Both are compared with the time in the run's id, from the clock of its sender
 * @param retrying whether to include live runs that retry a failed step, in addition to those with one of the statuses;
 *     without statuses, only these are included
 * @param anyError whether the text also matches each run with an error and each that retries a step, whatever the error
 *     says; for callers that compare the errors themselves
 */
public record RunFilter(
    @Nullable String functionId,
    Set<RunStatus> statuses,
    @Nullable String text,
    @Nullable String event,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean retrying,
    boolean anyError) {
  /** Matches all runs. */
  public static final RunFilter ALL = new RunFilter(null, Set.of(), null, null, null, null);

  /** Copies the statuses. */
  public RunFilter {
    statuses = Set.copyOf(statuses);
  }

  /** A filter without {@code anyError}. */
  public RunFilter(
      @Nullable String functionId,
      Set<RunStatus> statuses,
      @Nullable String text,
      @Nullable String event,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean retrying) {
    this(functionId, statuses, text, event, from, to, retrying, false);
  }

  /** A filter without {@code retrying} and {@code anyError}. */
  public RunFilter(
      @Nullable String functionId,
      Set<RunStatus> statuses,
      @Nullable String text,
      @Nullable String event,
      @Nullable Instant from,
      @Nullable Instant to) {
    this(functionId, statuses, text, event, from, to, false);
  }

  /** Matches the runs of one function; all if it is null. */
  public static RunFilter function(@Nullable String functionId) {
    return new RunFilter(functionId, Set.of(), null, null, null, null);
  }

  /** The same filter, with a text that also matches each run with an error or a retry. */
  public RunFilter withAnyError() {
    return new RunFilter(functionId, statuses, text, event, from, to, retrying, true);
  }

  /** The same filter with these statuses. */
  public RunFilter withStatuses(Set<RunStatus> others, boolean orRetrying) {
    return new RunFilter(functionId, others, text, event, from, to, orRetrying, anyError);
  }

  /** Whether it matches all runs. */
  public boolean admitsAll() {
    return equals(ALL);
  }
}
