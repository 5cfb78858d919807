package dev.stepwell.spring.tracing;

import dev.stepwell.runtime.model.StoredEvent;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A send, whose carrier becomes headers of its events. */
final class SendContext extends SenderContext<Map<String, String>> {
  private final Map<String, String> added = new HashMap<>();

  SendContext() {
    super((carrier, key, value) -> carrier.put(key, value), Kind.PRODUCER);
    setCarrier(added);
  }

  /** The events with what a tracing handler has put into the carrier. */
  List<StoredEvent> addTo(List<StoredEvent> events) {
    return added.isEmpty() ? events : events.stream().map(this::addTo).toList();
  }

  private StoredEvent addTo(StoredEvent event) {
    Map<String, String> headers = new HashMap<>(event.headers());
    headers.putAll(added);
    return event.withHeaders(headers);
  }
}
