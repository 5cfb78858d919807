package dev.stepwell.processor.model;

import java.util.List;

/**
 * A parameter with {@code @WaitFor}.
 *
 * @param id the id under which the wait is stored
 * @param parameter the parameter
 * @param event the name of the event
 * @param match the fields that identify the event
 * @param timeout how long to wait
 * @param lookBack how far to look back
 * @param eventAddress the place of the event's name
 * @param matchAddress the place of the fields
 */
public record WaitModel(
    String id,
    FieldModel parameter,
    String event,
    List<String> match,
    DurationModel timeout,
    DurationModel lookBack,
    Address eventAddress,
    Address matchAddress) {
  /** Whether the other waits for the same event in the same way. */
  public boolean sameAs(WaitModel other) {
    return event.equals(other.event)
        && match.equals(other.match)
        && timeout.text().equals(other.timeout.text())
        && lookBack.text().equals(other.lookBack.text());
  }
}
