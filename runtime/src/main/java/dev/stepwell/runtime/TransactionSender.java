package dev.stepwell.runtime;

import dev.stepwell.EventMatch;
import dev.stepwell.FunctionRef;
import dev.stepwell.runtime.client.Client;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.postgres.PostgresStore;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Sends and cancels in a transaction of the caller's.
 *
 * @param client matches the events
 * @param store stores in the transaction
 * @param connection on which the transaction is open
 * @param await waits for the answer to a send
 */
record TransactionSender(
    Client client,
    Events events,
    Json json,
    PostgresStore store,
    Connection connection,
    Function<CompletableFuture<Sent>, Sent> await)
    implements EventSender {
  @Override
  public Sent send(Record event, SendOptions options) {
    return sent(events.of(event, options.id(), options.time()));
  }

  @Override
  public List<Sent> sendAll(List<? extends Record> payloads) {
    return payloads.stream().map(payload -> events.of(payload, null, null)).toList().stream()
        .map(this::sent)
        .toList();
  }

  @Override
  public List<Sent> sendJson(List<JsonEvent> payloads) {
    return payloads.stream().map(events::of).toList().stream().map(this::sent).toList();
  }

  private Sent sent(Event event) {
    return await.apply(client.sendThrough(store.eventsIn(connection), event));
  }

  @Override
  public boolean cancel(UUID runId) {
    return !store.cancellationsIn(connection).cancel(runId).isEmpty();
  }

  @Override
  public <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match) {
    return Client.cancelThrough(
        store.cancellationsIn(connection), function, json.encode(match.fields(), Map.class));
  }

  @Override
  public boolean withdraw(String eventId) {
    return store.withdrawIn(connection, eventId);
  }

  @Override
  public EventSender within(Connection other) {
    return new TransactionSender(client, events, json, store, other, await);
  }
}
