package dev.stepwell.runtime.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are listed: those that all parts admit.
 *
 * @param functionId the function; null for any
 * @param statuses the statuses; empty for any
 * @param text what the run's id, its event's id, or the type or message of its error contains, in any case; null for anything
 */
public record RunFilter(
    @Nullable String functionId,
    Set<RunStatus> statuses,
    @Nullable String text) {
  /** Admits all runs. */
  public static final RunFilter ALL = new RunFilter(null, Set.of(), null);

  /** A copy of the statuses is kept. */
  public RunFilter {
    statuses = Set.copyOf(statuses);
  }

  /** Admits the runs of one function; all if it is null. */
  public static RunFilter function(@Nullable String functionId) {
    return new RunFilter(functionId, Set.of(), null);
  }

  /** Whether each run is admitted. */
  public boolean admitsAll() {
    return equals(ALL);
  }
}
