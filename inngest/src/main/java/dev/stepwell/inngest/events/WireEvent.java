package dev.stepwell.inngest.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.wire.CanonicalJson;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event for a server.
 *
 * @param id the id that identifies repeated sends; null for none
 * @param name its name
 * @param data its payload
 * @param time when it happened, or when it starts functions
 * @param headers its headers
 */
public record WireEvent(
    @Nullable String id, String name, JsonNode data, Instant time, Map<String, String> headers) {
  /** The member of an event's {@code user} that contains its headers. */
  private static final String HEADERS = "stepwell:headers";

  /** The member of an encoded payload. */
  private static final String ENCODED = "stepwell:encoded";

  /**
   * The event in the form for the server.
   *
   * @throws InvalidEventException if a server would change a number in it
   */
  public static WireEvent of(StoredEvent event) {
    JsonNode data = WireJson.own(event.data());
    if (!CanonicalJson.carriesExactly(data)) {
      throw new InvalidEventException(List.of(
          "the data of " + event.name() + " has a number that an Inngest server does not keep"
              + " exactly, because it has more than 15 digits: send it as a text"));
    }
    return new WireEvent(event.id(), event.name(), data, event.time(), event.headers());
  }

  /** The headers, in a member that servers pass on without reading it. */
  public ObjectNode user() {
    ObjectNode user = WireJson.object();
    ObjectNode members = user.putObject(HEADERS);
    headers.forEach(members::put);
    return user;
  }

  /** The headers of an event that a server has passed on. */
  public static Map<String, String> headers(JsonNode event) {
    Map<String, String> headers = new TreeMap<>();
    event.path("user").path(HEADERS).properties().forEach(header -> {
      if (header.getValue().isTextual()) {
        headers.put(header.getKey(), header.getValue().textValue());
      }
    });
    return headers;
  }

  /**
   * The payload of an event that a server has passed on: without digests, and an encoded one without the members that a
   * server has added. An empty object if there is none.
   */
  public static JsonNode data(JsonNode event) {
    JsonNode data = event.path("data");
    if (!(data instanceof ObjectNode payload)) {
      return WireJson.object();
    }
    JsonNode encoded = payload.path(ENCODED);
    if (encoded.isTextual()) {
      return WireJson.object().set(ENCODED, encoded);
    }
    return payload.path(EventEncoding.KEYS).isObject()
        ? payload.deepCopy().without(EventEncoding.KEYS)
        : payload;
  }

  /** The event in the form of the protocol. */
  ObjectNode json() {
    ObjectNode json = WireJson.object().put("name", name).put("ts", time.toEpochMilli());
    json.set("data", data);
    if (!headers.isEmpty()) {
      json.set("user", user());
    }
    return id == null ? json : json.put("id", id);
  }
}
