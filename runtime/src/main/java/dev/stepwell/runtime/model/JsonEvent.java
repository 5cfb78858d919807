package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event from outside.
 *
 * @param name its name
 * @param data its payload, JSON text that should be an object
 * @param id its id; null for a new one
 * @param time when it takes effect, if in the future; otherwise when it happened; null for now
 * @param headers its headers; see {@link StoredEvent#headers}
 */
public record JsonEvent(
    String name,
    String data,
    @Nullable String id,
    @Nullable Instant time,
    Map<String, String> headers) {
  /** An event without headers. */
  public JsonEvent(String name, String data, @Nullable String id, @Nullable Instant time) {
    this(name, data, id, time, Map.of());
  }
}
