package dev.stepwell.testing.memory;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StoredEvent;
import java.util.List;
import java.util.stream.Collectors;

/** Events as JSON text inside other JSON. */
final class EventText {
  private final Json json;

  EventText(Json json) {
    this.json = json;
  }

  /** The event as the result of a wait. */
  String of(StoredEvent event) {
    return beginning(event) + "\"name\":" + quoted(event.name()) + ",\"data\":" + event.data()
        + "}";
  }

  /** Whether this result of a wait is that event. */
  boolean isOf(String result, StoredEvent event) {
    return result.startsWith(beginning(event));
  }

  private String beginning(StoredEvent event) {
    return "{\"id\":" + quoted(event.id()) + ",";
  }

  /**
   * The data of the event that reports a cancelled run.
   *
   * @param batch the events of a batch of several; else empty
   */
  String cancelled(Run run, String by, StoredEvent startedBy, List<StoredEvent> batch) {
    String events = batch.stream().map(this::of).collect(Collectors.joining(","));
    return "{\"functionId\":" + quoted(run.functionId()) + ",\"runId\":"
        + quoted(run.id().toString()) + ",\"cancelledBy\":" + quoted(by) + ",\"event\":"
        + of(startedBy) + (batch.isEmpty() ? "}" : ",\"events\":[" + events + "]}");
  }

  private String quoted(String text) {
    return json.encode(text, String.class);
  }
}
