package dev.stepwell.lock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** Which numbers the numeric types hold without loss, by their formats in schemas. */
final class Numbers {
  private static final Map<String, Set<String>> HELD = Map.of(
      "int8", Set.of(),
      "int16", Set.of("int8"),
      "int32", Set.of("int8", "int16"),
      "int64", Set.of("int8", "int16", "int32"),
      "bigint", Set.of("int8", "int16", "int32", "int64"),
      "float", Set.of("int8", "int16"),
      "double", Set.of("int8", "int16", "int32", "float"),
      "decimal", Set.of("int8", "int16", "int32", "int64", "bigint", "float", "double"));

  private Numbers() {}

  /** Whether each number of the old type fits the new one. Types without a format, as in locks of earlier releases, always fit. */
  static boolean fit(JsonNode old, JsonNode now) {
    String before = old.path("format").asText();
    String after = now.path("format").asText();
    return before.isEmpty()
        || before.equals(after)
        || HELD.getOrDefault(after, HELD.keySet()).contains(before);
  }
}
