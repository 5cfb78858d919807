package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an object as text, equal for equal values. The database contains such keys of runs and waits, so the format
 * never changes.
 */
final class Keys {
  /** The maximum length of a key that is stored without a digest, in characters. */
  private static final int LONGEST_KEY = 500;

  private Keys() {}

  /** The key of these fields; null if one is absent or null. */
  static @Nullable String of(JsonNode object, List<String> fields) {
    Map<String, JsonNode> values = new TreeMap<>();
    for (String field : fields) {
      JsonNode value = object.get(field);
      if (value == null || value.isNull()) {
        return null;
      }
      values.put(field, canonical(value));
    }
    String key = object(values).toString();
    return key.length() <= LONGEST_KEY ? key : "sha-256 " + digest(key);
  }

  private static String digest(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
  }

  private static JsonNode canonical(JsonNode value) {
    if (value.isNumber()) {
      return DecimalNode.valueOf(value.decimalValue().stripTrailingZeros());
    }
    if (value.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        sorted.put(entry.getKey(), canonical(entry.getValue()));
      }
      return object(sorted);
    }
    return element(value);
  }

  /** Within an array, objects keep the order of their fields, and integers keep their zeros. */
  private static JsonNode element(JsonNode value) {
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(value.size());
      value.forEach(item -> array.add(element(item)));
      return array;
    }
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(field -> object.set(field.getKey(), element(field.getValue())));
      return object;
    }
    return value.isBigDecimal()
        ? DecimalNode.valueOf(value.decimalValue().stripTrailingZeros())
        : value;
  }

  private static ObjectNode object(Map<String, JsonNode> fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    fields.forEach(object::set);
    return object;
  }
}
