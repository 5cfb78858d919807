package dev.stepwell.server.events;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Fields;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.RawPath;
import dev.stepwell.server.http.Routes;
import dev.stepwell.server.http.Viewer;
import dev.stepwell.server.secrets.Decoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/events}: sends and reads events. */
public final class EventsApi {
  private final Stepwell stepwell;
  private final EventReader reader;
  private final Decoding decoding;
  private final int maxEvents;

  /**
   * Sends through the public API, and reads through the reader.
   *
   * @param maxEvents the maximum number of events per request
   */
  public EventsApi(Stepwell stepwell, EventReader reader, Decoding decoding, int maxEvents) {
    this.stepwell = stepwell;
    this.reader = reader;
    this.decoding = decoding;
    this.maxEvents = maxEvents;
  }

  /** Adds its routes. */
  public void addTo(Routes routes) {
    routes.post("/api/events", this::send, Allowed.SENDERS);
    routes.get(
        "/api/events",
        request -> request.json(
            reader.page(EventQuery.of(Parameters.of(request)), MemoryBudget.Share.of(request))));
    routes.get("/api/event", request -> {
      Parameters parameters = Parameters.of(request);
      parameters.allow(Set.of("id", Decoding.PARAMETER));
      whole(request, parameters.required("id"));
    });
    routes.get(
        "/api/events/<id>", request -> whole(request, RawPath.rest(request, "/api/events/")));
    routes.delete("/api/events/<id>", this::withdraw, Allowed.SENDERS);
  }

  private void whole(Exchange request, String id) {
    boolean isDecoded = decoding.isWanted(request, "event " + id);
    request.json(reader.whole(id, isDecoded, MemoryBudget.Share.of(request)));
  }

  /**
   * An event that was accepted.
   *
   * @param id its id
   * @param name its name
   * @param duplicate whether an event of that id existed already
   * @param runs the runs that it started
   * @param notice a notice for the sender; null if there is none
   */
  record Accepted(
      String id,
      String name,
      boolean duplicate,
      List<UUID> runs,
      @Nullable String notice) {}

  /**
   * The answer to a withdrawal.
   *
   * @param withdrawn whether the event was still pending
   */
  record Withdrawal(String id, boolean withdrawn) {}

  private void withdraw(Exchange request) {
    Fields.of(request, "give nothing, or {}", Set.of());
    String id = RawPath.rest(request, "/api/events/");
    request.json(new Withdrawal(id, stepwell.withdraw(id)));
  }

  private void send(Exchange request) {
    request.refuseQuery("give an event, or a list of events, as JSON");
    SentEvents given = SentEvents.of(request.bodyAsBytes(), maxEvents, EventForm::read);
    boolean isUser = Viewer.of(request).isUser();
    List<Accepted> accepted = new ArrayList<>();
    List<Sent> sent = stepwell.sendJson(given.events());
    for (int i = 0; i < sent.size(); i++) {
      accepted.add(accepted(given.events().get(i).name(), sent.get(i), isUser));
    }
    request.status(202);
    if (given.isList()) {
      request.json(accepted);
    } else {
      request.json(accepted.get(0));
    }
  }

  /** Only users see the names of other events: a key permits only sending events. */
  private Accepted accepted(String name, Sent sent, boolean isUser) {
    Set<String> known = stepwell.eventNames();
    String notice = known.contains(name) ? null : "no function listens to " + name;
    if (notice != null && isUser) {
      notice += "; the events that something listens to are " + known;
    }
    return new Accepted(sent.eventId(), name, sent.duplicate(), sent.runIds(), notice);
  }
}
