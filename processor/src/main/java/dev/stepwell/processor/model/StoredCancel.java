package dev.stepwell.processor.model;

import dev.stepwell.contract.condition.Alternative;
import dev.stepwell.contract.condition.Parser;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the runs of a function store about an event that cancels them. The part of a condition about the run's own event
 * is evaluated when the run starts, and not stored.
 *
 * @param event the event's name
 * @param asks the demand on that event: the fields that must be equal, or its part of a condition
 */
public record StoredCancel(String event, String asks) {
  /** What is stored of a {@code @CancelOn}: by a condition, of each of its alternatives. */
  public static Stream<StoredCancel> of(CancelOnModel cancelOn) {
    Stream<String> asked = cancelOn.isConditional()
        ? Alternative.of(Parser.parse(cancelOn.condition().text())).stream().map(Alternative::asked)
        : Stream.of(cancelOn.match().stream().sorted().collect(Collectors.joining(", ")));
    return asked.map(asks -> new StoredCancel(cancelOn.event(), asks));
  }
}
