package dev.stepwell.runtime;

import dev.stepwell.EventMatch;
import dev.stepwell.FunctionRef;
import dev.stepwell.runtime.client.Client;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.postgres.PostgresStore;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Sends and cancels in a caller's transaction.
 *
 * @param connection the connection of the transaction
 */
record TransactionSender(Parts parts, Connection connection) implements EventSender {
  /**
   * The dependencies of the sender.
   *
   * @param client matches the events
   * @param store stores in the transaction
   */
  record Parts(
      Client client, Events events, Json json, MiddlewareChain middleware, PostgresStore store) {}

  @Override
  public Sent send(Record event, SendOptions options) {
    StoredEvent made = parts.events.of(event, options.id(), options.time(), options.headers());
    return send(List.of(made)).get(0);
  }

  @Override
  public List<Sent> sendAll(List<? extends Record> payloads) {
    return send(
        payloads.stream().map(payload -> parts.events.of(payload, null, null)).toList());
  }

  @Override
  public List<Sent> sendJson(List<JsonEvent> payloads) {
    return send(payloads.stream().map(parts.events::of).toList());
  }

  private List<Sent> send(List<StoredEvent> events) {
    return parts.middleware.isEmpty()
        ? store(events)
        : parts.middleware.send(
            new SendInfo(events, null, null),
            changed -> store(parts.events.changed(events, changed)));
  }

  private List<Sent> store(List<StoredEvent> events) {
    return parts.client.sendThrough(parts.store.eventsIn(connection), events);
  }

  @Override
  public boolean cancel(UUID runId) {
    return !parts.store.cancellationsIn(connection).cancel(runId).isEmpty();
  }

  @Override
  public <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match) {
    return Client.cancelThrough(
        parts.store.cancellationsIn(connection),
        function,
        parts.json.encode(match.fields(), Map.class));
  }

  @Override
  public boolean withdraw(String eventId) {
    return parts.store.withdrawIn(connection, eventId);
  }

  @Override
  public EventSender within(Connection other) {
    return new TransactionSender(parts, other);
  }
}
