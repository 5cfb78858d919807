package dev.stepwell.processor.model;

import java.util.List;

/**
 * A {@code @CancelOn}.
 *
 * @param event the name of the cancelling event
 * @param match the matched fields
 * @param condition what must hold of both events; empty for nothing
 * @param eventAddress the place of the name
 * @param matchAddress the place of the fields
 */
public record CancelOnModel(
    String event,
    List<String> match,
    TextModel condition,
    Address eventAddress,
    Address matchAddress) {
  /** Whether it has a condition instead of fields. */
  public boolean isConditional() {
    return !condition.text().isEmpty();
  }
}
