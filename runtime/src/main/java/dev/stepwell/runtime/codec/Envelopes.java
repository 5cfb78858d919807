package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Encoded values as they are stored: {@code {"stepwell:encoded":"…"}}. The database copies the data of one event into that of another,
 * so an envelope may also be nested in a value.
 */
final class Envelopes {
  private static final String FIELD = "stepwell:encoded";
  private static final String BEGIN = "{\"" + FIELD + "\":\"";
  private static final String MARK = "\"" + FIELD + "\"";

  private static final int MAX_DEPTH = 10_000;

  /** Encoded text may be longer than the maximum of a payload. */
  private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxStringLength(Integer.MAX_VALUE)
              .maxNestingDepth(MAX_DEPTH)
              .maxNumberLength(Integer.MAX_VALUE)
              .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build())
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private final @Nullable PayloadCodec codec;

  /** Fields that other processes have encoded: a payload that contains an opened one stays encoded there. */
  private final Set<String> openedFields = ConcurrentHashMap.newKeySet();

  Envelopes(@Nullable PayloadCodec codec) {
    this.codec = codec;
  }

  boolean isEncoding() {
    return codec != null;
  }

  /** What is stored of this key, by which equal values are found. */
  String key(String key) {
    return codec == null
        ? key
        : called(
            "could not derive a key from " + key.length() + " characters", () -> codec.key(key));
  }

  /** What is stored of this JSON text. */
  String close(String json) {
    if (codec == null) {
      return json;
    }
    return called("could not encode " + json.length() + " characters of JSON", () -> {
      Set<String> fields = codec.fields();
      if (fields != null) {
        return closeFields(json, codec, fields);
      }
      String encoded = codec.encode(json);
      return encoded == null ? json : "{" + MARK + ":" + MAPPER.writeValueAsString(encoded) + "}";
    });
  }

  private String closeFields(String json, PayloadCodec by, Set<String> fields) {
    Set<String> names = new HashSet<>(fields);
    names.addAll(openedFields);
    return mayContain(json, names) ? text(closeWithin(tree(json), by, names)) : json;
  }

  /** A name may be written with escapes. */
  private static boolean mayContain(String json, Set<String> names) {
    return json.indexOf('\\') >= 0
        || names.stream().anyMatch(name -> json.contains("\"" + name + "\""));
  }

  private static JsonNode closeWithin(JsonNode node, PayloadCodec by, Set<String> names) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode value = field.getValue();
        boolean isEncoded = names.contains(field.getKey()) && !value.isNull();
        field.setValue(isEncoded ? closed(value, by) : closeWithin(value, by, names));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, closeWithin(array.get(i), by, names));
      }
    }
    return node;
  }

  private static JsonNode closed(JsonNode value, PayloadCodec by) {
    String encoded = isEnvelope(value) ? null : by.encode(text(value));
    return encoded == null ? value : MAPPER.createObjectNode().put(FIELD, encoded);
  }

  private static boolean isEnvelope(JsonNode node) {
    return node.size() == 1 && node.path(FIELD).isTextual();
  }

  /** The JSON text of this stored form. */
  String open(String stored) {
    if (stored.startsWith(BEGIN)) {
      return decode(tree(stored).path(FIELD).textValue());
    }
    return codec != null && stored.contains(MARK) ? text(openWithin(tree(stored))) : stored;
  }

  private static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new CodecException("a decoded value cannot be written: " + e.getOriginalMessage(), e);
    }
  }

  private JsonNode openWithin(JsonNode node) {
    if (isEnvelope(node)) {
      return tree(decode(node.path(FIELD).textValue()));
    }
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (isEnvelope(field.getValue())) {
          openedFields.add(field.getKey());
        }
        field.setValue(openWithin(field.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, openWithin(array.get(i)));
      }
    }
    return node;
  }

  private String decode(String encoded) {
    if (codec == null) {
      throw new CodecException(
          "a stored value is encoded, but this process has no codec: set the codec that encoded it with"
              + " StepwellBuilder.codec",
          null);
    }
    return called(
        "could not decode " + encoded.length() + " stored characters", () -> codec.decode(encoded));
  }

  /** Codecs are the application's, and may be written in a language without checked exceptions. */
  private static String called(String what, Callable<@Nullable String> call) {
    String result;
    try {
      result = call.call();
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw new CodecException("the codec " + what + ": " + e, e);
    }
    if (result == null) {
      throw new CodecException("the codec " + what + ": it returned null", null);
    }
    return result;
  }

  /** Whether this JSON text from outside looks like an envelope. */
  boolean looksEncoded(String json) {
    return codec == null ? json.startsWith(BEGIN) : json.contains(MARK);
  }

  static String rejection() {
    return "the field " + FIELD + " is reserved: Stepwell stores encoded values in it";
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new CodecException("a stored value is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
