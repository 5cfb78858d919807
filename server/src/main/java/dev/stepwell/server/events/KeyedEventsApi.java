package dev.stepwell.server.events;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Routes;
import java.util.List;

/** {@code /e/{key}}: receives events from Inngest's SDKs, and answers in their format. */
public final class KeyedEventsApi {
  private final Stepwell stepwell;
  private final int maxEvents;

  /**
   * Sends through the public API.
   *
   * @param maxEvents the maximum number of events per request
   */
  public KeyedEventsApi(Stepwell stepwell, int maxEvents) {
    this.stepwell = stepwell;
    this.maxEvents = maxEvents;
  }

  /** Adds its route. */
  public void addTo(Routes routes) {
    routes.post("/e/{" + Allowed.KEY + "}", this::send, Allowed.SENDERS);
  }

  /** Whether the request is for this route, whose errors have another format. */
  public static boolean covers(Exchange request) {
    return request.pathWithin().startsWith("/e/");
  }

  /** The ids of accepted events. */
  record Accepted(List<String> ids, int status) {}

  /** An error. */
  public record Refused(String error, int status) {}

  private void send(Exchange request) {
    SentEvents given = SentEvents.of(request.bodyAsBytes(), maxEvents, KeyedEventForm::read);
    List<String> ids =
        stepwell.sendJson(given.events()).stream().map(Sent::eventId).toList();
    request.json(new Accepted(ids, 200));
  }
}
