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
 * <p>It needs no functions, so application code can depend on it without depending on functions. {@link Stepwell} implements it, and
 * {@link Stepwell#within} returns another one, in a caller's transaction.
 */
public interface EventSender {
  /**
   * Sends a typed event.
   *
   * @throws dev.stepwell.runtime.model.InvalidEventException if the record is not an event, or a required field is null
   * @throws dev.stepwell.runtime.model.UnreadableConditionException if a newer Stepwell stored a function that listens to the event,
   *     with a condition that this version cannot evaluate; the event was not stored
   */
  default Sent send(Record event) {
    return send(event, SendOptions.NONE);
  }

  /** Like {@link #send(Record)}, with this id. Repeated sends with the same id have no effect. */
  default Sent send(Record event, String id) {
    return send(event, SendOptions.id(id));
  }

  /** Sends a typed event {@linkplain #within in a caller's transaction}. */
  default Sent send(Connection connection, Record event) {
    return within(connection).send(event);
  }

  /**
   * Sends and cancels in a caller's transaction: all effects depend on its commit.
   *
   * <p>A cancelled run stays locked until the commit, so commit soon.
   *
   * @param connection with auto-commit off; each method throws IllegalStateException if it is on
   */
  EventSender within(Connection connection);

  /** Like {@link #send(Record)}, with an id, a time, or both. */
  Sent send(Record event, SendOptions options);

  /** Sends many events, independently of each other. */
  List<Sent> sendAll(List<? extends Record> events);

  /**
   * Sends events given as JSON, once all of them are valid.
   *
   * @throws dev.stepwell.runtime.model.InvalidEventException if one is not valid; no event was stored
   */
  List<Sent> sendJson(List<JsonEvent> events);

  /**
   * Sends an event of this name with this JSON object, validated by the event's schema if this process contains it.
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
   * Cancels the live runs of a function that matching events started, including those with its former ids. The run of a matching
   * scheduled event is cancelled when the event fires: it is created then, and executes nothing.
   *
   * @return the runs cancelled now
   */
  <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match);

  /**
   * Withdraws a scheduled event that has not fired: it has no effect, and its id can be used again.
   *
   * @return whether it was still pending; false if it has fired, was withdrawn before, or was never scheduled
   */
  boolean withdraw(String eventId);
}
