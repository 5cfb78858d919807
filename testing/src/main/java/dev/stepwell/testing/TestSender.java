package dev.stepwell.testing;

import dev.stepwell.EventMatch;
import dev.stepwell.FunctionRef;
import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Sends to the store in memory, and executes nothing.
 *
 * @param wiring of the test
 */
record TestSender(TestWiring wiring) implements EventSender {
  @Override
  public EventSender within(Connection connection) {
    return this;
  }

  @Override
  public Sent send(Record event, SendOptions options) {
    return wiring.send(wiring.events().of(event, options.id(), options.time(), options.headers()));
  }

  @Override
  public List<Sent> sendAll(List<? extends Record> events) {
    return wiring.send(
        events.stream().map(event -> wiring.events().of(event, null, null)).toList());
  }

  @Override
  public List<Sent> sendJson(List<JsonEvent> events) {
    return wiring.send(events.stream().map(wiring.events()::of).toList());
  }

  @Override
  public boolean cancel(UUID runId) {
    return wiring.client().cancel(runId);
  }

  @Override
  public <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match) {
    return wiring
        .client()
        .cancel(function, wiring.services().json().encode(match.fields(), Map.class));
  }

  @Override
  public boolean withdraw(String eventId) {
    return wiring.store().deferredEvents().withdraw(eventId);
  }
}
