package dev.stepwell.processor.model;

import java.util.List;

/**
 * What starts a function: events, or cron expressions.
 *
 * @param events the names of the events
 * @param condition what must hold of such an event; empty for nothing
 * @param crons the cron expressions
 * @param timeZone the time zone of the cron expressions
 * @param address the place of the events
 */
public record TriggersModel(
    List<TextModel> events,
    TextModel condition,
    List<TextModel> crons,
    TextModel timeZone,
    Address address) {
  /** Whether only some of these events start a run. */
  public boolean isConditional() {
    return !condition.text().isEmpty();
  }
}
