package dev.stepwell.polaris.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.polaris.projects.BadInputException;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a request: of its JSON body, and of its query. */
final class RequestFields {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode body;

  private RequestFields(JsonNode body) {
    this.body = body;
  }

  /**
   * The fields of the body.
   *
   * @throws BadInputException if the body is not a JSON object
   */
  static RequestFields of(Context request) {
    try {
      JsonNode body = MAPPER.readTree(request.bodyAsBytes());
      if (body.isObject()) {
        return new RequestFields(body);
      }
    } catch (JsonProcessingException e) {
      throw new BadInputException("the body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadInputException("the body cannot be read: " + e.getMessage());
    }
    throw new BadInputException("the body must be a JSON object");
  }

  /** A required string. */
  String text(String name) {
    String text = optionalText(name);
    if (text == null) {
      throw new BadInputException("the field '" + name + "' is missing");
    }
    return text;
  }

  /** An optional string; null counts as missing. */
  @Nullable
  String optionalText(String name) {
    JsonNode value = body.path(name);
    return value.isMissingNode() || value.isNull() ? null : text(name, value);
  }

  /** A required list of strings. */
  List<String> texts(String name) {
    JsonNode values = body.path(name);
    if (!values.isArray()) {
      throw new BadInputException("the field '" + name + "' must be a list of strings");
    }
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(text(name, value)));
    return texts;
  }

  private static String text(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw new BadInputException("the field '" + name + "' must be a string");
    }
    return storable(name, value.asText());
  }

  /** A required parameter of the query. */
  static String query(Context request, String name) {
    String value = request.queryParam(name);
    if (value == null) {
      throw new BadInputException("the query has no '" + name + "'");
    }
    return storable(name, value);
  }

  /** A required number in the query. */
  static int queryNumber(Context request, String name) {
    String value = query(request, name);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new BadInputException("'" + name + "' must be a number, not '" + value + "'");
    }
  }

  /** Postgres rejects text with NUL or with half a surrogate pair. */
  private static String storable(String name, String text) {
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new BadInputException(
          "'" + name + "' must be text without NUL characters and halves of surrogate pairs");
    }
    return text;
  }
}
