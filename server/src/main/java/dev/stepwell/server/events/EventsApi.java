package dev.stepwell.server.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.JsonBody;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code /api/events}: events in and out. */
public final class EventsApi {
  private static final Set<String> FIELDS = Set.of("name", "data", "id", "time");

  private final Stepwell stepwell;
  private final EventReader reader;
  private final int mostEvents;

  /**
   * Sends through the front door, and shows events as the reader reads them.
   *
   * @param mostEvents how many events a request may have
   */
  public EventsApi(Stepwell stepwell, EventReader reader, int mostEvents) {
    this.stepwell = stepwell;
    this.reader = reader;
    this.mostEvents = mostEvents;
  }

  /** Adds its routes. */
  public void addTo(RoutesConfig routes) {
    routes.post("/api/events", this::send, Allowed.SENDERS);
    routes.get(
        "/api/events", request -> request.json(reader.page(EventQuery.of(Parameters.of(request)))));
    routes.get("/api/events/<id>", request -> request.json(reader.whole(request.pathParam("id"))));
  }

  /**
   * An event that was accepted.
   *
   * @param id its id
   * @param name its name
   * @param duplicate whether an event of that id was there already
   * @param runs the runs that it started
   * @param notice what the sender may want to know; null if there is nothing
   */
  record Accepted(
      String id,
      String name,
      boolean duplicate,
      List<UUID> runs,
      @Nullable String notice) {}

  private void send(Context request) {
    JsonNode body = JsonBody.of(request);
    List<JsonEvent> events = oneOrMany(body, mostEvents, EventsApi::event);
    List<Accepted> accepted = new ArrayList<>();
    List<Sent> sent = stepwell.sendJson(events);
    for (int i = 0; i < sent.size(); i++) {
      accepted.add(accepted(events.get(i).name(), sent.get(i)));
    }
    request.status(202);
    if (body.isArray()) {
      request.json(accepted);
    } else {
      request.json(accepted.get(0));
    }
  }

  /**
   * The events of a request, which is one or a list.
   *
   * @param most how many a list may have
   * @param event reads one, and is told which it is, to say so where it is wrong
   */
  static List<JsonEvent> oneOrMany(
      JsonNode body, int most, BiFunction<JsonNode, String, JsonEvent> event) {
    if (!body.isArray()) {
      return List.of(event.apply(body, ""));
    }
    if (body.size() > most) {
      throw new Problem(
          413,
          "Content Too Large",
          "a request may have " + most + " events, and this one has " + body.size()
              + ": send them in several");
    }
    List<JsonEvent> events = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      events.add(event.apply(body.get(i), "event " + i + ": "));
    }
    return events;
  }

  private static JsonEvent event(JsonNode node, String at) {
    if (!node.isObject()) {
      throw Problem.bad(at + "an event is an object: {\"name\": …, \"data\": {…}}");
    }
    List<String> errors = new ArrayList<>();
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        errors.add(at + "field " + name + " is unknown; an event has name, data, id and time");
      }
    }
    if (!node.path("name").isTextual()) {
      errors.add(at + "field name must be a string");
    }
    if (node.hasNonNull("id") && !node.path("id").isTextual()) {
      errors.add(at + "field id must be a string");
    }
    Instant time = time(node.path("time"), at, errors);
    if (!errors.isEmpty()) {
      throw new Problem(400, "Bad Request", String.join("; ", errors), errors);
    }
    JsonNode data = node.path("data");
    String id = node.hasNonNull("id") ? node.path("id").asText() : null;
    return new JsonEvent(
        node.path("name").asText(), data.isMissingNode() ? "{}" : data.toString(), id, time);
  }

  private static @Nullable Instant time(JsonNode node, String at, List<String> errors) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(node.asText()).toInstant();
    } catch (DateTimeParseException e) {
      errors.add(at + "field time must be a time as in 2026-01-31T09:00:00Z, and is " + node);
      return null;
    }
  }

  private Accepted accepted(String name, Sent sent) {
    Set<String> known = stepwell.eventNames();
    String notice = known.contains(name)
        ? null
        : "no function listens to " + name + "; the events that something listens to are " + known;
    return new Accepted(sent.eventId(), name, sent.duplicate(), sent.runIds(), notice);
  }
}
