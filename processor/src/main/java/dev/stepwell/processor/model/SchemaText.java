package dev.stepwell.processor.model;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the JSON schema of an object. */
public final class SchemaText {
  private SchemaText() {}

  /** A property of an object, with the schema of its values. */
  public record Property(String name, String schema, boolean required) {}

  /** The schema of an object with these properties and no others. */
  public static String object(List<Property> properties) {
    return properties.stream()
            .map(property -> "\"" + property.name + "\":" + property.schema)
            .collect(Collectors.joining(",", "{\"type\":\"object\",\"properties\":{", "},"))
        + properties.stream()
            .filter(Property::required)
            .map(property -> "\"" + property.name + "\"")
            .collect(
                Collectors.joining(",", "\"required\":[", "],\"additionalProperties\":false}"));
  }

  /** The schema of an event with these fields. */
  public static String event(List<FieldModel> fields) {
    return object(fields.stream()
        .map(field -> new Property(field.name(), field.schema(), !field.nullable()))
        .toList());
  }
}
