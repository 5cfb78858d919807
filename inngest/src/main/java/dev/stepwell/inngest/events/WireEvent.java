package dev.stepwell.inngest.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.wire.WireJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a server.
 *
 * @param id what makes a repeated send the same event; null for none
 * @param name its name
 * @param data its payload
 * @param time when it happened, or when it is to start functions
 */
public record WireEvent(@Nullable String id, String name, JsonNode data, Instant time) {
  /** The event as the protocol writes it. */
  ObjectNode json() {
    ObjectNode json = WireJson.object().put("name", name).put("ts", time.toEpochMilli());
    json.set("data", data);
    return id == null ? json : json.put("id", id);
  }
}
