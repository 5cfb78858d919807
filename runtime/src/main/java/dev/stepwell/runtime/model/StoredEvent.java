package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event: name, data, id, time, headers.
 *
 * @param id unique; sending the same id again is the same event
 * @param name for example {@code github/export.repo}
 * @param data the payload, a JSON object as text
 * @param time when it happened, according to the sender
 * @param headers context such as trace, tenant and locale, which is passed on to the events that its runs send; sorted
 */
public record StoredEvent(
    String id, String name, String data, Instant time, Map<String, String> headers) {
  /** Sorts the headers. */
  public StoredEvent {
    headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  /** An event without headers. */
  public StoredEvent(String id, String name, String data, Instant time) {
    this(id, name, data, time, Map.of());
  }

  /** The same with this data. */
  public StoredEvent withData(String json) {
    return new StoredEvent(id, name, json, time, headers);
  }

  /** The same with these headers only. */
  public StoredEvent withHeaders(Map<String, String> others) {
    return new StoredEvent(id, name, data, time, others);
  }

  /** The number of characters of its data and its headers. */
  public int size() {
    int size = data.length();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      size += header.getKey().length() + header.getValue().length();
    }
    return size;
  }
}
