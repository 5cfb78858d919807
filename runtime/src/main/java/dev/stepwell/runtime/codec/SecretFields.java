package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The fields that the JSON schema of an event marks as secret. */
public final class SecretFields {
  private SecretFields() {}

  /** The names of the properties that are {@code writeOnly}, at any depth of the schema. */
  public static Set<String> in(Json json, String schema) {
    Set<String> names = new HashSet<>();
    collect(json.tree(schema).node(), names);
    return names;
  }

  private static void collect(JsonNode schema, Set<String> names) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (property.getValue().path("writeOnly").asBoolean()) {
        names.add(property.getKey());
      }
    }
    schema.forEach(part -> collect(part, names));
  }
}
