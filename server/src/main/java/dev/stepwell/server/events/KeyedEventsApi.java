package dev.stepwell.server.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.server.http.Allowed;
import dev.stepwell.server.http.JsonBody;
import dev.stepwell.server.http.PathWithin;
import dev.stepwell.server.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /e/{key}}: events in, as the SDKs of Inngest send them, and answers as they expect them. */
public final class KeyedEventsApi {
  private final Stepwell stepwell;
  private final int mostEvents;

  /**
   * Sends through the front door.
   *
   * @param mostEvents how many events a request may have
   */
  public KeyedEventsApi(Stepwell stepwell, int mostEvents) {
    this.stepwell = stepwell;
    this.mostEvents = mostEvents;
  }

  /** Adds its route. */
  public void addTo(RoutesConfig routes) {
    routes.post("/e/{" + Allowed.KEY + "}", this::send, Allowed.SENDERS);
  }

  /** Whether the request is for this, whose problems are said in another way. */
  public static boolean covers(Context request) {
    return PathWithin.of(request).startsWith("/e/");
  }

  /** Events that were accepted, by their ids. */
  record Accepted(List<String> ids, int status) {}

  /** What was wrong. */
  public record Refused(String error, int status) {}

  private void send(Context request) {
    List<JsonEvent> events =
        EventsApi.oneOrMany(JsonBody.of(request), mostEvents, KeyedEventsApi::event);
    List<String> ids = stepwell.sendJson(events).stream().map(Sent::eventId).toList();
    request.json(new Accepted(ids, 200));
  }

  private static JsonEvent event(JsonNode node, String at) {
    if (!node.path("name").isTextual()) {
      throw Problem.bad(at + "an event is an object with a name: {\"name\": …, \"data\": {…}}");
    }
    JsonNode data = node.path("data");
    return new JsonEvent(
        node.path("name").asText(),
        data.isMissingNode() || data.isNull() ? "{}" : data.toString(),
        id(node.path("id"), at),
        time(node.path("ts"), at));
  }

  /** An id that is empty is none, to those SDKs. */
  private static @Nullable String id(JsonNode node, String at) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isTextual()) {
      throw Problem.bad(at + "field id must be a string");
    }
    return node.asText().isEmpty() ? null : node.asText();
  }

  private static @Nullable Instant time(JsonNode node, String at) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw Problem.bad(at + "field ts must be milliseconds since 1970, and is " + node);
    }
    return Instant.ofEpochMilli(node.asLong());
  }
}
