package dev.stepwell.inngest;

import dev.stepwell.EventMatch;
import dev.stepwell.FunctionRef;
import dev.stepwell.inngest.events.EventApi;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.events.ServerApi;
import dev.stepwell.inngest.wire.Ulid;
import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StoredEvent;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Sends events to an Inngest server: in batches, each event with an id, so that repeated sends have no effect.
 *
 * <p>A send fails with {@link dev.stepwell.runtime.model.InvalidEventException} as on Postgres, and with a {@link
 * dev.stepwell.runtime.store.StoreException} if the server rejects it or does not respond. The server reports neither which runs an event starts
 * nor whether it was sent before: in a {@link Sent} of this sender both are empty.
 */
public final class InngestEventSender implements EventSender {
  private final Events events;
  private final EventEncoding encoding;
  private final EventApi eventApi;
  private final ServerApi api;
  private final MiddlewareChain middleware;

  InngestEventSender(
      Events events,
      EventEncoding encoding,
      EventApi eventApi,
      ServerApi api,
      MiddlewareChain middleware) {
    this.events = events;
    this.encoding = encoding;
    this.eventApi = eventApi;
    this.api = api;
    this.middleware = middleware;
  }

  /** A sender for the server of these settings, with the events of the catalogs on the class path. */
  public static InngestEventSender of(InngestSettings settings) {
    return builder(settings).build();
  }

  /** Like {@link #of(InngestSettings)}, with this middleware around sends; the first is the outermost. */
  public static InngestEventSender of(InngestSettings settings, List<Middleware> middleware) {
    InngestEventSenderBuilder builder = builder(settings);
    middleware.forEach(builder::middleware);
    return builder.build();
  }

  /** A builder of a sender for the server of these settings. */
  public static InngestEventSenderBuilder builder(InngestSettings settings) {
    return new InngestEventSenderBuilder(settings);
  }

  @Override
  public Sent send(Record event, SendOptions options) {
    return sent(List.of(events.of(event, options.id(), options.time(), options.headers())))
        .get(0);
  }

  @Override
  public List<Sent> sendAll(List<? extends Record> payloads) {
    return sent(payloads.stream().map(payload -> events.of(payload, null, null)).toList());
  }

  @Override
  public List<Sent> sendJson(List<JsonEvent> payloads) {
    return sent(payloads.stream().map(events::of).toList());
  }

  private List<Sent> sent(List<StoredEvent> sending) {
    return middleware.isEmpty()
        ? posted(sending)
        : middleware.send(
            new SendInfo(sending, null, null), changed -> posted(events.changed(sending, changed)));
  }

  private List<Sent> posted(List<StoredEvent> sending) {
    eventApi.send(sending.stream().map(encoding::wired).toList());
    return sending.stream()
        .map(event -> new Sent(event.id(), false, List.of(), true))
        .toList();
  }

  /** Cancels a run by its id, which is the same 128 bits on the server. */
  @Override
  public boolean cancel(UUID runId) {
    return api.cancel(Ulid.of(runId));
  }

  /**
   * Not possible: an event on an Inngest server is not part of a transaction.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public EventSender within(Connection connection) {
    throw new UnsupportedOperationException("an event cannot be sent to an Inngest server in a"
        + " transaction of the database: send it after the commit, with an event id, so that a"
        + " repeated send is the same event");
  }

  /**
   * Not possible on an Inngest server.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public boolean withdraw(String eventId) {
    throw new UnsupportedOperationException(
        "an Inngest server does not withdraw events: event " + eventId
            + " will take effect. Cancel the runs that it starts with another event and @CancelOn");
  }

  /**
   * Not possible on an Inngest server, which does not report which runs it cancels.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match) {
    throw new UnsupportedOperationException("runs of " + function.id()
        + " cannot be cancelled by a match on an Inngest server, which does not report the runs:"
        + " give the function a @CancelOn, and send its event");
  }
}
