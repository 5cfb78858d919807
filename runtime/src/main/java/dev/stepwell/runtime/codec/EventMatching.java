package dev.stepwell.runtime.codec;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Matches data by fields with given values: compares canonical keys, like live waits. */
public final class EventMatching {
  /** Text that JSON can write without a backslash. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 _.:@#+-]+");

  private final Json json;
  private final List<String> fields;
  private final @Nullable String key;
  private final String containedText;

  /** Matches the fields of this JSON object. A null field matches nothing. */
  public EventMatching(Json json, String object) {
    this.json = json;
    Map<String, @Nullable Object> values = new TreeMap<>();
    ((Map<?, ?>) Objects.requireNonNull(json.decode(object, Map.class)))
        .forEach((field, value) -> values.put(String.valueOf(field), value));
    this.fields = List.copyOf(values.keySet());
    this.key = json.key(object, fields);
    this.containedText = json.isEncoding()
        ? ""
        : values.values().stream()
            .filter(value -> value instanceof String text && PLAIN.matcher(text).matches())
            .map(String::valueOf)
            .max(Comparator.comparingInt(String::length))
            .orElse("");
  }

  /** Text that all matching data contains, unless it contains a backslash; may be empty. */
  public String containedText() {
    return containedText;
  }

  /** Whether this JSON object matches. */
  public boolean admits(String data) {
    try {
      return key != null && key.equals(json.key(data, fields));
    } catch (JsonException e) {
      return false;
    }
  }
}
