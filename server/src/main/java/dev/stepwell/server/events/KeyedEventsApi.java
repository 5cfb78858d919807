package dev.stepwell.server.events;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Routes;
import java.util.List;

/** {@code /e/{key}}: events in, as the SDKs of Inngest send them, and answers as they expect them. */
public final class KeyedEventsApi {
  private final Stepwell stepwell;
  private final int maxEvents;

  /**
   * Sends through the front door.
   *
   * @param maxEvents how many events a request may have
   */
  public KeyedEventsApi(Stepwell stepwell, int maxEvents) {
    this.stepwell = stepwell;
    this.maxEvents = maxEvents;
  }

  /** Adds its route. */
  public void addTo(Routes routes) {
    routes.post("/e/{" + Allowed.KEY + "}", this::send, Allowed.SENDERS);
  }

  /** Whether the request is for this, whose problems are said in another way. */
  public static boolean covers(Exchange request) {
    return request.pathWithin().startsWith("/e/");
  }

  /** Events that were accepted, by their ids. */
  record Accepted(List<String> ids, int status) {}

  /** What was wrong. */
  public record Refused(String error, int status) {}

  private void send(Exchange request) {
    SentEvents given = SentEvents.of(request.bodyAsBytes(), maxEvents, KeyedEventForm::read);
    List<String> ids =
        stepwell.sendJson(given.events()).stream().map(Sent::eventId).toList();
    request.json(new Accepted(ids, 200));
  }
}
