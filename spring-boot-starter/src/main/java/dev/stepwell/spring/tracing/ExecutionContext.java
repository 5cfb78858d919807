package dev.stepwell.spring.tracing;

import dev.stepwell.runtime.model.StoredEvent;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Map;

/** An execution of a run, which continues what the headers of its event name. */
final class ExecutionContext extends ReceiverContext<Map<String, String>> {
  ExecutionContext(StoredEvent event) {
    super((carrier, key) -> carrier.get(key), Kind.CONSUMER);
    setCarrier(event.headers());
  }
}
