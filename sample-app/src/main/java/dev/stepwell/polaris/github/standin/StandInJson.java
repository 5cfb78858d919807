package dev.stepwell.polaris.github.standin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads and writes the JSON of requests. */
final class StandInJson {
  /** GitHub's limit of a 100 MB blob, in base64 with line breaks. */
  static final int LARGEST = 150 * 1024 * 1024;

  private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
      .streamReadConstraints(
          StreamReadConstraints.builder().maxStringLength(LARGEST).build())
      .build());

  private StandInJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The body of a request, which must be an object. */
  static JsonNode body(Context request) throws IOException {
    try (InputStream in = request.bodyInputStream()) {
      JsonNode body = MAPPER.readTree(in);
      if (!body.isObject()) {
        throw new StandInRefusal(400, "Body should be a JSON object");
      }
      return body;
    } catch (JsonProcessingException e) {
      throw new StandInRefusal(400, "Problems parsing JSON");
    }
  }

  /** A required text. */
  static String text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isTextual()) {
      throw StandInRefusal.unprocessable("Invalid request.\n\n\"" + field + "\" wasn't supplied.");
    }
    return value.asText();
  }

  /** An error in the form of GitHub. */
  static void refuse(Context request, StandInRefusal refusal) {
    ObjectNode body = object().put("message", refusal.message());
    if (!refusal.details().isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      refusal.details().forEach(detail -> errors.addObject().put("message", detail));
    }
    body.put("documentation_url", "https://docs.github.com/rest")
        .put("status", String.valueOf(refusal.status()));
    refusal.headers().forEach(request::header);
    answer(request, refusal.status(), body);
  }

  static void answer(Context request, int status, JsonNode body) {
    request
        .status(status)
        .contentType("application/json; charset=utf-8")
        .result(body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
