package dev.stepwell.runtime.model;

import java.util.List;

/**
 * What waits ask of events of one name: that certain fields have certain values.
 *
 * @param event the name of the event
 * @param fields the fields, sorted; none for any event of the name
 */
public record WaitShape(String event, List<String> fields) {
  /** Keeps a copy of the fields. */
  public WaitShape {
    fields = List.copyOf(fields);
  }
}
