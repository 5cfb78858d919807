package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are listed: those that all parts admit.
 *
 * @param functionId the function; null for any
 * @param statuses the statuses; empty for any
 * @param text what the run's id, its event's id, or the type or message of its error contains, in any case; null for anything
 * @param event the name of the event that started the run; null for any
 * @param from since when it was created; null for ever
 * @param to before when it was created; null for ever. Both are held against the time in the run's id, which its sender's clock has told
 * @param retrying whether live runs with a step that failed and is attempted again are listed, beside those with one of the statuses;
 *     without statuses, only they are
 */
public record RunFilter(
    @Nullable String functionId,
    Set<RunStatus> statuses,
    @Nullable String text,
    @Nullable String event,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean retrying) {
  /** Admits all runs. */
  public static final RunFilter ALL = new RunFilter(null, Set.of(), null, null, null, null);

  /** A copy of the statuses is kept. */
  public RunFilter {
    statuses = Set.copyOf(statuses);
  }

  /** A filter that does not ask for retrying runs. */
  public RunFilter(
      @Nullable String functionId,
      Set<RunStatus> statuses,
      @Nullable String text,
      @Nullable String event,
      @Nullable Instant from,
      @Nullable Instant to) {
    this(functionId, statuses, text, event, from, to, false);
  }

  /** Admits the runs of one function; all if it is null. */
  public static RunFilter function(@Nullable String functionId) {
    return new RunFilter(functionId, Set.of(), null, null, null, null);
  }

  /** The same without the text. */
  public RunFilter withoutText() {
    return new RunFilter(functionId, statuses, null, event, from, to, retrying);
  }

  /** The same with these statuses. */
  public RunFilter withStatuses(Set<RunStatus> others, boolean orRetrying) {
    return new RunFilter(functionId, others, text, event, from, to, orRetrying);
  }

  /** Whether each run is admitted. */
  public boolean admitsAll() {
    return equals(ALL);
  }
}
