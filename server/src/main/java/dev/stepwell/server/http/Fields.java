package dev.stepwell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request whose body is a small JSON object. It converts and ignores nothing: a field that is unknown,
 * duplicate, null or of another type is rejected with 400, so that a request never does more than its sender meant.
 */
public final class Fields {
  /** Events have their own reader. */
  private static final int MAX_BYTES = 256 * 1024;

  private final JsonNode object;

  private Fields(JsonNode object) {
    this.object = object;
  }

  /**
   * The fields of the body; none if it is empty.
   *
   * @param cure what to send instead, for the message
   * @param names the valid names
   */
  public static Fields of(Exchange request, String cure, Set<String> names) {
    request.refuseQuery(cure);
    byte[] body = request.bodyAsBytes();
    if (body.length > MAX_BYTES) {
      throw Problem.tooLarge(MAX_BYTES);
    }
    JsonNode tree = JsonBody.tree(body);
    if (tree.isMissingNode()) {
      return new Fields(HttpJson.MAPPER.createObjectNode());
    }
    if (!tree.isObject()) {
      throw Problem.bad("the request is " + kind(tree) + ", but must be a JSON object: " + cure);
    }
    List<String> errors = new ArrayList<>();
    tree.fieldNames().forEachRemaining(name -> {
      if (!names.contains(name)) {
        errors.add("field " + name + " is unknown; the fields are " + new TreeSet<>(names));
      }
    });
    if (!errors.isEmpty()) {
      throw Problem.bad(errors, cure);
    }
    return new Fields(tree);
  }

  /** Whether the field is present. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** The field as text; null if absent. */
  public @Nullable String text(String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name, "a string", value);
    }
    if (value.textValue().indexOf('\0') >= 0) {
      throw Problem.bad("field " + name + " has a NUL character: leave it out");
    }
    return value.textValue();
  }

  /** The required field as text. */
  public String required(String name) {
    String text = text(name);
    if (text == null) {
      throw Problem.bad("field " + name + " is missing: give it as a string");
    }
    return text;
  }

  /** The required field as an integer within these bounds. */
  public int number(String name, int min, int max) {
    JsonNode value = object.get(name);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(name, "an integer from " + min + " to " + max, value);
    }
    if (value.intValue() < min || value.intValue() > max) {
      throw Problem.bad(
          "field " + name + " must be from " + min + " to " + max + ", not " + value.intValue());
    }
    return value.intValue();
  }

  /** The required field as a time. */
  public Instant time(String name) {
    String text = required(name);
    try {
      return Parameters.within(name, OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw Problem.bad(
          "field " + name + " must be a time such as 2026-01-31T09:00:00Z, not " + text);
    }
  }

  /** The field as a boolean; false if absent. */
  public boolean flag(String name) {
    JsonNode value = object.get(name);
    if (value != null && !value.isBoolean()) {
      throw wrong(name, "true or false", value);
    }
    return value != null && value.booleanValue();
  }

  /**
   * The field as a list of texts.
   *
   * @param max the maximum length
   */
  public List<String> texts(String name, int max) {
    JsonNode value = object.get(name);
    if (value == null || !value.isArray() || value.size() > max) {
      throw wrong(name, "a list of at most " + max + " strings", value);
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      if (!value.get(i).isTextual()) {
        throw wrong(name + "[" + i + "]", "a string", value.get(i));
      }
      texts.add(value.get(i).textValue());
    }
    return texts;
  }

  /** The fields of these names as parameters; they must be texts, and not blank, because that would select everything. */
  public Parameters parameters(Set<String> names) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (String name : names) {
      String text = text(name);
      if (text != null && text.isBlank()) {
        throw Problem.bad("field " + name + " is blank: leave it out, or give a value");
      } else if (text != null) {
        texts.put(name, List.of(text));
      }
    }
    return Parameters.of(texts);
  }

  private static Problem wrong(String name, String expected, @Nullable JsonNode value) {
    return Problem.bad(
        List.of("field " + name + " is " + kind(value) + " but must be " + expected),
        "correct it and repeat the request");
  }

  private static String kind(@Nullable JsonNode value) {
    if (value == null) {
      return "missing";
    }
    return switch (value.getNodeType()) {
      case NULL -> "null";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      default -> "no JSON";
    };
  }
}
