package dev.stepwell.runtime;

import dev.stepwell.EventMatch;
import dev.stepwell.FunctionRef;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends events and cancels runs.
 *
 * <p>It needs no functions, so application code can depend on it without depending on what the events start. {@link Stepwell} is one;
 * {@link Stepwell#within} is another, in a transaction of the caller's.
 */
public interface EventSender {
  /**
   * Sends a typed event.
   *
   * @throws dev.stepwell.runtime.model.InvalidEventException if the record is not an event, or a field is null that must not be
   * @throws dev.stepwell.runtime.model.UnreadableConditionException if a newer Stepwell stored a function that listens to the event,
   *     with a condition that this version cannot evaluate; the event was not stored
   */
  default Sent send(Record event) {
    return send(event, SendOptions.NONE);
  }

  /** As {@link #send(Record)}, under this id: a second send of one id is the same event, and starts nothing. */
  default Sent send(Record event, String id) {
    return send(event, SendOptions.id(id));
  }

  /** Sends a typed event {@linkplain #within in a transaction of the caller's}. */
  default Sent send(Connection connection, Record event) {
    return within(connection).send(event);
  }

  /**
   * Sends and cancels in a transaction of the caller's: what it does takes effect if and when that transaction commits.
   *
   * <p>A run that is cancelled stays locked until then, so commit soon.
   *
   * @param connection with auto-commit off; each method throws IllegalStateException if it is on
   */
  EventSender within(Connection connection);

  /** As {@link #send(Record)}, with an id of the caller's, at a time, or both. */
  Sent send(Record event, SendOptions options);

  /** Sends many events, each independent of the others. */
  List<Sent> sendAll(List<? extends Record> events);

  /**
   * Sends events given as JSON, once all of them are valid.
   *
   * @throws dev.stepwell.runtime.model.InvalidEventException if one is not valid; no event was stored
   */
  List<Sent> sendJson(List<JsonEvent> events);

  /**
   * Sends an event of this name with this JSON object, which is validated against the event's schema if code of this process knows it.
   *
   * @param id the event's id; null for a new one
   * @throws dev.stepwell.runtime.model.InvalidEventException if it is not valid; nothing was stored
   */
  default Sent sendJson(String name, String data, @Nullable String id) {
    return sendJson(List.of(new JsonEvent(name, data, id, null))).get(0);
  }

  /** Cancels a run and the runs that it waits for; returns false if the run has ended or does not exist. */
  boolean cancel(UUID runId);

  /**
   * Cancels the live runs of a function that matching events started, including those under its earlier ids. The run that a matching
   * scheduled event is yet to start is cancelled when the event fires: it appears then, and executes nothing.
   *
   * @return the runs that were cancelled now
   */
  <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match);

  /**
   * Withdraws a scheduled event that has not fired: it is as if it had never been sent, and its id is free again.
   *
   * @return whether it was still pending; false if it has fired, was withdrawn before, or was never scheduled
   */
  boolean withdraw(String eventId);
}
