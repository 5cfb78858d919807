package dev.stepwell.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation as the compiler knows it.
 *
 * @param event the name of the event that cancels
 * @param match the fields that must be equal in that event and in the run's own; empty if there is a condition
 * @param condition the condition on both events; null if there are fields
 */
public record CancelOnDefinition(
    String event, List<String> match, @Nullable String condition) {
  /** Keeps a copy of the fields. */
  public CancelOnDefinition {
    match = List.copyOf(match);
  }
}
