package dev.stepwell.processor.model;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the JSON schemas of objects and arrays. */
public final class SchemaText {
  /** The schema of what a method returns that returns nothing. */
  public static final String NOTHING = "{\"type\":\"null\"}";

  private SchemaText() {}

  /** A property of an object, with the schema of its values. */
  public record Property(String name, String schema, boolean required) {
    /** A property whose values are only written, and not shown. */
    public static Property secret(String name, String schema, boolean required) {
      String start = schema.substring(0, schema.length() - 1);
      String comma = start.equals("{") ? "" : ",";
      return new Property(name, start + comma + "\"writeOnly\":true}", required);
    }
  }

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

  /** The schema of an array of values of this schema. */
  public static String array(String items) {
    return "{\"type\":\"array\",\"items\":" + items + "}";
  }

  /** A form of the values of a sealed type, by its name. */
  public record Form(String name, String schema) {}

  /** The schema of objects that have one of these forms. */
  public static String forms(List<Form> forms) {
    return forms.stream()
        .map(form -> "{\"title\":\"" + form.name + "\"," + form.schema.substring(1))
        .map(form -> form.replaceFirst(",}$", "}"))
        .collect(Collectors.joining(",", "{\"type\":\"object\",\"oneOf\":[", "]}"));
  }

  private static Property property(FieldModel field, String schema) {
    return field.isSecret()
        ? Property.secret(field.name(), schema, !field.nullable())
        : new Property(field.name(), schema, !field.nullable());
  }

  /** The schema of an event with these fields. */
  public static String event(List<FieldModel> fields) {
    return object(fields.stream().map(field -> property(field, field.schema())).toList());
  }

  /** The schema of an event with these fields that is compared with that of other code. */
  public static String stored(List<FieldModel> fields) {
    return object(
        fields.stream().map(field -> property(field, field.storedSchema())).toList());
  }
}
