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
 */
public record RunFilter(
    @Nullable String functionId,
    Set<RunStatus> statuses,
    @Nullable String text,
    @Nullable String event,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean retrying) {
  /** Matches all runs. */
  public static final RunFilter ALL = new RunFilter(null, Set.of(), null, null, null, null);

  /** Copies the statuses. */
  public RunFilter {
    statuses = Set.copyOf(statuses);
  }

  /** A filter without {@code retrying}. */
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

  /** The same filter without the text. */
  public RunFilter withoutText() {
    return new RunFilter(functionId, statuses, null, event, from, to, retrying);
  }

  /** The same filter with these statuses. */
  public RunFilter withStatuses(Set<RunStatus> others, boolean orRetrying) {
    return new RunFilter(functionId, others, text, event, from, to, orRetrying);
  }

  /** Whether it matches all runs. */
  public boolean admitsAll() {
    return equals(ALL);
  }
}
