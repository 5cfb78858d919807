package dev.stepwell.contract;

import java.util.List;

/**
 * A cancellation as the compiler knows it.
 *
 * @param event the name of the event that cancels
 * @param match the fields that must be equal in that event and in the run's own
 */
public record CancelOnDefinition(String event, List<String> match) {
  /** Keeps a copy of the fields. */
  public CancelOnDefinition {
    match = List.copyOf(match);
  }
}
