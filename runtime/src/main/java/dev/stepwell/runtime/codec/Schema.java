package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Validates payloads by the JSON schema of their event, and returns all faults together.
 *
 * <p>It supports the keywords that the processor writes, of JSON Schema draft 2020-12: {@code type}, {@code
 * properties}, {@code required}, {@code additionalProperties}, {@code items} and {@code enum}; and a keyword of its
 * own, {@code aliases}: other accepted names of properties and texts.
 */
public final class Schema {
  private static final int MAX_FAULTS = 20;

  /** The limits of Postgres's type {@code numeric}. */
  private static final int MAX_DIGITS = 131_072;

  private static final int MAX_DECIMALS = 16_383;

  private static final String HALF_PAIR =
      " contains half of a surrogate pair, which is not a character";

  private final JsonNode schema;
  private final boolean hasAliases;

  /**
   * A schema from its JSON text.
   *
   * @throws JsonException if the text is not JSON
   */
  public Schema(Json json, String text) {
    this.schema = json.tree(text).node();
    this.hasAliases = text.contains("\"aliases\":");
  }

  /**
   * The faults of the payload, one sentence each with the name of the field; empty if there are none.
   *
   * @throws JsonException if the payload is not JSON
   */
  public List<String> faults(Json json, String payload) {
    List<String> faults = new ArrayList<>();
    JsonNode data = json.payload(payload).node();
    check("", data, schema, faults);
    checkStorable("", data, payload.contains("\\u"), faults);
    return faults;
  }

  /**
   * A valid payload with its aliases replaced by names, so that conditions and matches find the fields.
   *
   * @throws JsonException if the payload is not JSON
   */
  public String named(Json json, String payload) {
    return hasAliases ? Aliases.named(json.tree(payload).node(), schema).toString() : payload;
  }

  /**
   * Checks that apply to all schemas: the database compares numbers, and supports none that are larger or more precise;
   * and it cannot store a lone surrogate, which an escape can produce.
   */
  private static void checkStorable(
      String path, JsonNode value, boolean escapes, List<String> faults) {
    if (faults.size() >= MAX_FAULTS) {
      return;
    }
    if (value.isNumber() && !isComparable(value.decimalValue())) {
      faults.add(name(path) + " is the number " + value + ", and a number has at most " + MAX_DIGITS
          + " digits before the point and " + MAX_DECIMALS + " after it");
    }
    if (escapes && value.isTextual() && Json.hasHalfPair(value.textValue())) {
      faults.add(name(path) + HALF_PAIR);
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (escapes && Json.hasHalfPair(field.getKey())) {
        faults.add("the name of a field in " + name(path) + HALF_PAIR);
      } else {
        checkStorable(join(path, field.getKey()), field.getValue(), escapes, faults);
      }
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        checkStorable(path + "[" + i + "]", value.get(i), escapes, faults);
      }
    }
  }

  private static boolean isComparable(BigDecimal number) {
    return number.scale() <= MAX_DECIMALS
        && (long) number.precision() - number.scale() <= MAX_DIGITS;
  }

  private static void check(String path, JsonNode value, JsonNode schema, List<String> faults) {
    if (faults.size() >= MAX_FAULTS || !schema.isObject()) {
      return;
    }
    JsonNode type = schema.get("type");
    if (type != null && !isOfType(value, type)) {
      faults.add(name(path) + " must be " + words(type) + ", but is " + kind(value));
      return;
    }
    JsonNode allowed = schema.get("enum");
    if (allowed != null && !contains(allowed, Aliases.named(value, schema))) {
      faults.add(name(path) + " must be one of " + allowed + ", but is " + value);
    }
    if (value.isObject()) {
      checkObject(path, value, schema, faults);
    }
    JsonNode items = schema.get("items");
    if (value.isArray() && items != null) {
      for (int i = 0; i < value.size(); i++) {
        check(path + "[" + i + "]", value.get(i), items, faults);
      }
    }
  }

  private static void checkObject(
      String path, JsonNode value, JsonNode schema, List<String> faults) {
    JsonNode properties = schema.path("properties");
    for (JsonNode required : schema.path("required")) {
      if (!Aliases.has(value, required.asText(), schema)) {
        faults.add(name(join(path, required.asText())) + " is missing");
      }
    }
    JsonNode others = schema.get("additionalProperties");
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String at = join(path, field.getKey());
      String name = Aliases.name(field.getKey(), schema);
      if (!name.equals(field.getKey()) && Aliases.isTwice(value, name, schema)) {
        faults.add(name(at) + " is another name of " + name + ": give only one of the two");
      }
      JsonNode property = properties.get(name);
      if (property != null) {
        check(at, field.getValue(), property, faults);
      } else if (others != null && others.isObject()) {
        check(at, field.getValue(), others, faults);
      } else if (others != null && others.isBoolean() && !others.booleanValue()) {
        faults.add(name(at) + " is unknown" + known(properties));
      }
    }
  }

  private static String known(JsonNode properties) {
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names.isEmpty()
        ? "; there are no fields"
        : "; the fields are " + String.join(", ", names);
  }

  private static boolean isOfType(JsonNode value, JsonNode type) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (isOfType(value, one)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "null" -> value.isNull();
      default -> true;
    };
  }

  private static boolean contains(JsonNode allowed, JsonNode value) {
    for (JsonNode one : allowed) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static String words(JsonNode type) {
    if (!type.isArray()) {
      return word(type.asText());
    }
    List<String> words = new ArrayList<>();
    type.forEach(one -> words.add(word(one.asText())));
    return String.join(" or ", words);
  }

  private static String word(String type) {
    return switch (type) {
      case "object", "array", "integer" -> "an " + type;
      case "null" -> "null";
      default -> "a " + type;
    };
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> "null";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case BOOLEAN -> "a boolean";
      default -> "the number " + value;
    };
  }

  private static String join(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /** The field at which reading a payload failed. */
  static String field(JsonProcessingException e) {
    StringBuilder path = new StringBuilder();
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference part : mapping.getPath()) {
        if (part.getFieldName() == null) {
          path.append('[').append(part.getIndex()).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(part.getFieldName());
        }
      }
    }
    return name(path.toString()) + " does not fit its type";
  }

  private static String name(String path) {
    return path.isEmpty() ? "the data" : "field " + path;
  }
}
