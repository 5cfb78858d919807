package dev.stepwell.processor.model;

import static dev.stepwell.processor.model.JsonText.quoted;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the JSON schemas of objects and arrays. */
public final class SchemaText {
  /** The schema of what a method returns that returns nothing. */
  public static final String NOTHING = "{\"type\":\"null\"}";

  private SchemaText() {}

  /**
   * A property of an object.
   *
   * @param json its names, and whether it is always there
   * @param schema the schema of its values
   */
  public record Property(FieldJson json, String schema) {
    /** The same, whose values are only written, and not shown. */
    public Property secret() {
      return with("writeOnly");
    }

    /** The same, whose values are there and are not read. */
    public Property unread() {
      return with("readOnly");
    }

    private Property with(String keyword) {
      String start = schema.substring(0, schema.length() - 1);
      String comma = start.equals("{") ? "" : ",";
      return new Property(json, start + comma + "\"" + keyword + "\":true}");
    }
  }

  /** The schema of an object with these properties and no others. */
  public static String object(List<Property> properties) {
    return object(properties, false);
  }

  /**
   * The schema of an object with these properties.
   *
   * @param mayBeMore whether others are passed over
   */
  public static String object(List<Property> properties, boolean mayBeMore) {
    String schema = properties.stream()
            .map(property -> quoted(property.json.name()) + ":" + property.schema)
            .collect(Collectors.joining(",", "{\"type\":\"object\",\"properties\":{", "},"))
        + properties.stream()
            .filter(property -> property.json.required())
            .map(property -> quoted(property.json.name()))
            .collect(Collectors.joining(",", "\"required\":[", "]"));
    return schema
        + (mayBeMore ? "" : ",\"additionalProperties\":false")
        + aliases(properties.stream().map(Property::json).toList())
        + "}";
  }

  // ,"aliases":{"repo":"repoName"}
  private static String aliases(List<FieldJson> names) {
    String aliases = names.stream()
        .flatMap(
            name -> name.aliases().stream().map(alias -> quoted(alias) + ":" + quoted(name.name())))
        .collect(Collectors.joining(","));
    return aliases.isEmpty() ? "" : ",\"aliases\":{" + aliases + "}";
  }

  /** The schema of texts that are one of these, or null if that may be. */
  public static String constants(List<FieldJson> constants, boolean nullable) {
    String names =
        constants.stream().map(each -> quoted(each.name())).collect(Collectors.joining(","));
    return "{\"type\":" + (nullable ? "[\"string\",\"null\"]" : "\"string\"") + ",\"enum\":["
        + names + (nullable ? ",null" : "") + "]" + aliases(constants) + "}";
  }

  /** The schema of texts of this form. */
  public static String text(String format) {
    return "{\"type\":\"string\",\"format\":" + quoted(format) + "}";
  }

  /** The schema of an array of values of this schema. */
  public static String array(String items) {
    return "{\"type\":\"array\",\"items\":" + items + "}";
  }

  /**
   * A form of objects.
   *
   * @param json its name, and its aliases
   */
  public record Form(FieldJson json, String schema) {}

  /**
   * The schema of objects that have one of these forms.
   *
   * @param property the property that contains the name of the form
   */
  public static String forms(String property, List<Form> forms) {
    return forms.stream()
        .map(form -> "{\"title\":" + quoted(form.json.name()) + "," + form.schema.substring(1))
        .map(form -> form.replaceFirst(",}$", "}"))
        .collect(Collectors.joining(
            ",",
            "{\"type\":\"object\",\"discriminator\":{\"propertyName\":" + quoted(property)
                + "},\"oneOf\":[",
            "]" + aliases(forms.stream().map(Form::json).toList()) + "}"));
  }

  private static Property property(FieldModel field, String schema) {
    Property property = new Property(field.json(), schema);
    return field.isSecret() ? property.secret() : property;
  }

  /** The schema of an event. */
  public static String event(EventModel event) {
    return object(event, event.unread(), FieldModel::schema);
  }

  /** The schema of an event, for comparison with other code. */
  public static String stored(EventModel event) {
    return object(event, List.of(), FieldModel::storedSchema);
  }

  private static String object(
      EventModel event, List<Property> unread, Function<FieldModel, String> schema) {
    Stream<Property> fields =
        event.fields().stream().map(field -> property(field, schema.apply(field)));
    return object(
        Stream.concat(fields, unread.stream()).toList(),
        event.json() == EventModel.Json.WITH_OTHERS);
  }
}
