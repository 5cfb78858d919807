package dev.stepwell.inngest.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON of the protocol, as trees. */
public final class WireJson {
  /** The protocol adds a few levels around a payload, which may have 1,000. */
  private static final int MAX_DEPTH = 1_020;

  private static final int MAX_DIGITS = 10_000;
  private static final int MAX_STRING = 64 * 1024 * 1024;

  /**
   * The only member of an object that replaces JSON whose numbers the canonical form would change: the JSON as text.
   */
  private static final String EXACT = "stepwell:json";

  /** How many bytes an escape of one character has more than that character. */
  private static final long ESCAPE = "\\u003c".length() - 1L;

  private static final long WRAPPER = "{\"data\":}".length();

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(MAX_DEPTH)
              .maxNumberLength(MAX_DIGITS)
              .maxStringLength(MAX_STRING)
              .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build())
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private WireJson() {}

  /**
   * The tree of this JSON.
   *
   * @throws IOException if it is not JSON, or too deep
   */
  public static JsonNode read(byte[] json) throws IOException {
    return checked(MAPPER.readTree(json));
  }

  /**
   * The tree of this JSON.
   *
   * @throws IOException if it is not JSON, or too deep
   */
  public static JsonNode read(String json) throws IOException {
    return checked(MAPPER.readTree(json));
  }

  private static JsonNode checked(JsonNode read) throws IOException {
    if (read == null || read.isMissingNode()) {
      throw new IOException("the JSON is missing");
    }
    return read;
  }

  /** Parses JSON that this process has written. */
  public static JsonNode own(String json) {
    try {
      return read(json);
    } catch (IOException e) {
      throw new IllegalStateException("this is not JSON: " + json, e);
    }
  }

  /** The tree as text. */
  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON cannot be written: " + e.getOriginalMessage(), e);
    }
  }

  /** The tree as text, in UTF-8. */
  public static byte[] bytes(JsonNode node) {
    return text(node).getBytes(StandardCharsets.UTF_8);
  }

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Stored JSON for the wire: unchanged, unless the canonical form would change a number in it. */
  public static JsonNode toWire(String stored) {
    JsonNode node = own(stored);
    return CanonicalJson.carriesExactly(node) ? node : object().put(EXACT, stored);
  }

  /**
   * The number of bytes that a server counts for the result of a step: in a wrapper, and with the characters that have a
   * meaning in HTML written as escapes.
   */
  public static long storedSize(JsonNode node) {
    String json = text(node);
    long escapes = json.chars().filter(c -> c == '<' || c == '>' || c == '&').count();
    return json.getBytes(StandardCharsets.UTF_8).length + ESCAPE * escapes + WRAPPER;
  }

  /** The stored JSON that came from the wire. */
  public static String fromWire(JsonNode wire) {
    JsonNode exact = wire.isObject() && wire.size() == 1 ? wire.get(EXACT) : null;
    return exact != null && exact.isTextual() ? exact.textValue() : text(wire);
  }
}
