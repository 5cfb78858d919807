package dev.stepwell.runtime.model;

import java.util.List;

/**
 * The shape of waits for events of one name: the fields whose values are matched.
 *
 * @param event the name of the event
 * @param fields the fields, sorted; none for any event of the name
 */
public record WaitShape(String event, List<String> fields) {
  /** Copies the fields. */
  public WaitShape {
    fields = List.copyOf(fields);
  }
}
