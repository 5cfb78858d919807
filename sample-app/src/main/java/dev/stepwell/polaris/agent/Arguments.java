package dev.stepwell.polaris.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a tool call. The model may have produced invalid ones. */
final class Arguments {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode json;

  private Arguments(JsonNode json) {
    this.json = json;
  }

  /**
   * The arguments in this text.
   *
   * @throws WrongArgumentException if it is not a JSON object
   */
  static Arguments of(String text) {
    try {
      JsonNode json = MAPPER.readTree(text.isBlank() ? "{}" : text);
      if (json.isObject()) {
        return new Arguments(json);
      }
    } catch (JsonProcessingException e) {
      throw new WrongArgumentException("the arguments are not JSON: " + e.getOriginalMessage());
    }
    throw new WrongArgumentException("the arguments must be a JSON object");
  }

  String text(String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw new WrongArgumentException("'" + name + "' must be a string");
    }
    return value.asText();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : list(name)) {
      if (!value.isTextual()) {
        throw new WrongArgumentException("'" + name + "' must be a list of strings");
      }
      texts.add(value.asText());
    }
    return texts;
  }

  List<Arguments> objects(String name) {
    List<Arguments> objects = new ArrayList<>();
    for (JsonNode value : list(name)) {
      objects.add(new Arguments(value));
    }
    return objects;
  }

  private JsonNode list(String name) {
    JsonNode values = json.path(name);
    if (!values.isArray() || values.isEmpty()) {
      throw new WrongArgumentException("'" + name + "' must be a list with at least one entry");
    }
    return values;
  }
}
