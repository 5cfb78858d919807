package dev.stepwell.processor.model;

import java.util.List;

/**
 * A {@code @CancelOn}.
 *
 * @param event the name of the cancelling event
 * @param match the matched fields
 * @param condition what must hold of both events; empty for nothing
 * @param eventAddress where the name stands
 * @param matchAddress where the fields stand
 */
public record CancelOnModel(
    String event,
    List<String> match,
    TextModel condition,
    Address eventAddress,
    Address matchAddress) {
  /** Whether it says what must match by a condition. */
  public boolean isConditional() {
    return !condition.text().isEmpty();
  }
}
