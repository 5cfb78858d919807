package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.contract.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The headers of events, as a JSON object of strings. */
public final class HeadersJson {
  /** The maximum number of headers of an event. */
  public static final int MAX_COUNT = 64;

  /** The maximum number of characters in the names and values of an event's headers. */
  public static final int MAX_LENGTH = 16 * 1024;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HeadersJson() {}

  /** The headers as JSON text; null for none. */
  public static @Nullable String write(Map<String, String> headers) {
    if (headers.isEmpty()) {
      return null;
    }
    try {
      return MAPPER.writeValueAsString(headers);
    } catch (JsonProcessingException e) {
      throw new JsonException("JSON cannot carry these headers: " + e.getOriginalMessage(), e);
    }
  }

  /** The headers in this JSON text; none for null. */
  public static Map<String, String> read(@Nullable String text) {
    if (text == null) {
      return Map.of();
    }
    try {
      return Objects.requireNonNull(
          MAPPER.readValue(text, new TypeReference<Map<String, String>>() {}));
    } catch (JsonProcessingException e) {
      throw new JsonException("these are not headers: " + e.getOriginalMessage(), e);
    }
  }

  /** The faults of headers, one sentence each; empty if there are none. */
  public static List<String> faults(Map<String, String> headers) {
    if (headers.isEmpty()) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    if (headers.size() > MAX_COUNT) {
      faults.add("the event has " + headers.size() + " headers, but the maximum is " + MAX_COUNT);
    }
    long length = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey();
      length += name.length() + header.getValue().length();
      if (name.isBlank()) {
        faults.add("the name of a header is blank: give it at least one visible character");
      } else if (!Identifiers.isStorable(name) || !Identifiers.isStorable(header.getValue())) {
        faults.add("the header " + name.strip()
            + " contains U+0000 or half of a surrogate pair, which cannot be stored");
      }
    }
    if (length > MAX_LENGTH) {
      faults.add(
          "the names and values of the event's headers are " + length
              + " characters long, but the maximum is " + MAX_LENGTH
              + ": every event that follows from this one gets these headers, so put large values into the data");
    }
    return faults;
  }
}
