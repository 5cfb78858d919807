package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** The aliases of properties and texts in a schema, as declared by {@code @JsonAlias}. */
final class Aliases {
  private Aliases() {}

  /** The name for this alias. */
  static String name(String alias, JsonNode schema) {
    return schema.path("aliases").path(alias).asText(alias);
  }

  /** Whether the object has this property under its name or an alias. */
  static boolean has(JsonNode object, String name, JsonNode schema) {
    return count(object, name, schema) > 0;
  }

  /** Whether it has this property twice, under different names. */
  static boolean isTwice(JsonNode object, String name, JsonNode schema) {
    return count(object, name, schema) > 1;
  }

  private static long count(JsonNode object, String name, JsonNode schema) {
    return object.properties().stream()
        .filter(field -> name(field.getKey(), schema).equals(name))
        .count();
  }

  /** The value with all properties under their names. */
  static JsonNode named(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      return object(object, schema);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode named = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> named.add(named(item, schema.path("items"))));
      return named;
    }
    return value.isTextual() ? TextNode.valueOf(name(value.textValue(), schema)) : value;
  }

  private static JsonNode object(ObjectNode object, JsonNode schema) {
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = name(field.getKey(), schema);
      JsonNode known = schema.path("properties").path(name);
      JsonNode of = known.isMissingNode() ? schema.path("additionalProperties") : known;
      named.set(name, named(field.getValue(), of));
    }
    return named;
  }
}
