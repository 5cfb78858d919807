package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Java values to JSON text and back, by exact generic type.
 *
 * <p>Reading is lenient towards fields that a type does not know (any more), so that a deploy can drop one; what comes from
 * outside is held against its schema first, by {@link Schema}.
 */
public final class Json {
  /** How long a payload, a result or an output may be, as JSON text: 16 Mi characters. */
  public static final int MAX_LENGTH = 16 * 1024 * 1024;

  /** How long a key may be that is kept as it is, in characters. */
  private static final int LONGEST_KEY = 500;

  private final ObjectMapper mapper = JsonMapper.builder()
      .addModule(new JavaTimeModule())
      .addModule(new Jdk8Module())
      .annotationIntrospector(
          AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new SealedTypes()))
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
      .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
      .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();

  /** A codec with the house's settings. */
  public Json() {
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(MAX_LENGTH).build());
  }

  /**
   * The value as JSON text.
   *
   * @throws JsonException if JSON cannot carry it, or it is longer than {@link #MAX_LENGTH}
   */
  public String encode(@Nullable Object value, Type type) {
    return checked(write(value, type));
  }

  /** As {@link #encode}, of any length and whatever its characters. */
  String write(@Nullable Object value, Type type) {
    try {
      return value == null
          ? "null"
          : mapper.writerFor(mapper.constructType(type)).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new JsonException(
          "JSON cannot carry this " + type.getTypeName() + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Writes the value as JSON text, by the types that it is found to have. */
  void write(@Nullable Object value, Writer to) {
    try {
      mapper.writeValue(to, value);
    } catch (IOException e) {
      throw new JsonException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The value that this JSON text carries.
   *
   * @throws JsonException if the text is not JSON of that type
   */
  public @Nullable Object decode(String text, Type type) {
    try {
      return mapper.readValue(text, mapper.constructType(type));
    } catch (JsonProcessingException e) {
      throw new JsonException(
          "this JSON is not a " + type.getTypeName() + ": " + e.getOriginalMessage() + " at "
              + where(e),
          e);
    }
  }

  /** Reads JSON text into a tree that only this room looks into. */
  Tree tree(String text) {
    try {
      return new Tree(mapper.readTree(text));
    } catch (JsonProcessingException e) {
      throw new JsonException("this is not JSON: " + e.getOriginalMessage() + " at " + where(e), e);
    }
  }

  /**
   * The values of some fields of a JSON object as canonical text: equal values give equal text. Of a long text it is the digest, for
   * keys are indexed.
   *
   * @return null if a field is absent or null, for then nothing can equal it
   */
  public @Nullable String key(String object, List<String> fields) {
    JsonNode node = tree(object).node();
    Map<String, JsonNode> values = new TreeMap<>();
    for (String field : fields) {
      JsonNode value = node.get(field);
      if (value == null || value.isNull()) {
        return null;
      }
      values.put(field, canonical(value));
    }
    String key = mapper.valueToTree(values).toString();
    return key.length() <= LONGEST_KEY ? key : "sha-256 " + digest(key);
  }

  private static String digest(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
  }

  private JsonNode canonical(JsonNode value) {
    if (value.isNumber()) {
      return DecimalNode.valueOf(value.decimalValue().stripTrailingZeros());
    }
    if (value.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        sorted.put(entry.getKey(), canonical(entry.getValue()));
      }
      return mapper.valueToTree(sorted);
    }
    return value;
  }

  /**
   * Returns the text.
   *
   * @throws JsonException if it is longer than {@link #MAX_LENGTH}, or holds half a character
   */
  public static String checked(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new JsonException(
          "this is " + text.length() + " characters of JSON, and at most " + MAX_LENGTH
              + " are stored: keep the data elsewhere and pass its address",
          null);
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
          throw new JsonException("there is half of a surrogate pair, which is no character", null);
        }
        i++;
      }
    }
    return text;
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? "an unknown place"
        : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  /** A parsed JSON text. */
  record Tree(JsonNode node) {}
}
