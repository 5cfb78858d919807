package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.runtime.model.StoredEvent;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts Java values to JSON text and back, by exact generic type.
 *
 * <p>Reading ignores unknown fields, so that a deploy can drop one. Values from outside are validated by their {@link
 * Schema} first.
 */
public final class Json {
  /** The maximum length of a payload, a result or an output as JSON text: 16 Mi characters. */
  public static final int MAX_LENGTH = 16 * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Json.class);

  private final ObjectMapper mapper = Mappers.stored(List.of());
  private final ObjectMapper handedOver = Mappers.handedOver(List.of());
  private final ValueMapping mapping;
  private final Envelopes envelopes;
  private final Map<Type, ValueMapping.Form> forms = new ConcurrentHashMap<>();

  /** Jackson 2 without modules of the application; values are not encoded. */
  public Json() {
    this(JacksonMapping.plain(), null);
  }

  /** Values are written by this mapping and encoded by this codec; null for no encoding. */
  public Json(ValueMapping mapping, @Nullable PayloadCodec codec) {
    this.mapping = mapping;
    this.envelopes = new Envelopes(codec);
  }

  /**
   * Lets the mapping look at these types before a value is stored, because a codec may learn from their classes which fields it encodes. A type that
   * cannot be mapped fails where its first value is written or read.
   */
  public void prepare(Collection<Type> types) {
    if (!envelopes.isEncoding()) {
      return;
    }
    for (Type type : types) {
      try {
        form(type);
      } catch (RuntimeException | LinkageError e) {
        log.debug("{} cannot be mapped to JSON", type.getTypeName(), e);
      }
    }
  }

  /** The stored form of this JSON text: encoded, if there is a codec. */
  public String stored(String json) {
    return envelopes.close(json);
  }

  /** Like {@link #stored(String)}; null for null. */
  public @Nullable String storedOrNull(@Nullable String json) {
    return json == null ? null : envelopes.close(json);
  }

  /** The event in its stored form. */
  public StoredEvent stored(StoredEvent event) {
    return envelopes.isEncoding() ? event.withData(envelopes.close(event.data())) : event;
  }

  /**
   * The JSON text of this stored form.
   *
   * @throws CodecException if it is encoded and cannot be decoded
   */
  public String opened(String stored) {
    return envelopes.open(stored);
  }

  /** Whether stored values cannot be searched by their content. */
  boolean isEncoding() {
    return envelopes.isEncoding();
  }

  /**
   * The value as JSON text.
   *
   * @throws JsonException if JSON cannot carry it, or it is longer than {@link #MAX_LENGTH}
   */
  public String encode(@Nullable Object value, Type type) {
    return checked(form(type).write(value));
  }

  /**
   * The value as JSON text, together with the value read from that text. An application continues with the latter after
   * storing it. Values of types that JSON preserves exactly are not read.
   *
   * @throws JsonException if JSON cannot carry it in both directions, or it is longer than {@link #MAX_LENGTH}
   */
  public RoundTrip roundTrip(@Nullable Object value, Type type) {
    ValueMapping.Form form = form(type);
    String text = checked(form.write(value));
    if (envelopes.looksEncoded(text)) {
      throw new JsonException(Envelopes.rejection(), null);
    }
    return new RoundTrip(text, form.isExact(value) ? value : readBack(form, text, type));
  }

  private static @Nullable Object readBack(ValueMapping.Form form, String text, Type type) {
    try {
      return form.read(text);
    } catch (JsonException e) {
      throw new JsonException(
          "JSON carries this " + type.getTypeName() + " but cannot read it back: "
              + e.getMessage()
              + "; return a record of the values that are needed later, or a class that JSON can also read",
          e.getCause());
    }
  }

  private ValueMapping.Form form(Type type) {
    ValueMapping.Form form = forms.get(type);
    return form != null ? form : forms.computeIfAbsent(type, mapping::form);
  }

  /**
   * Why a payload that fits its schema cannot be read as this type: a sentence that names the field; null if it can. This is
   * stricter than {@link #decode}: a number is in range and has no fraction where the type has none, and no primitive is null.
   */
  public @Nullable String misfit(String payload, Type type) {
    return form(type).misfit(payload);
  }

  /** Why a payload from outside is rejected independently of its schema; null if it is not. */
  public @Nullable String rejection(String payload) {
    return envelopes.looksEncoded(payload) ? Envelopes.rejection() : null;
  }

  /** Whether values of this record always fit: JSON preserves the types of all components exactly. */
  public static boolean isScalars(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .allMatch(component -> JacksonForm.isScalar(component.getType()));
  }

  /** Like {@link #encode}, without limits on length and characters. */
  String write(@Nullable Object value, Type type) {
    try {
      return mapper.writerFor(mapper.constructType(type)).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new JsonException(
          "JSON cannot carry this " + type.getTypeName() + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Writes a value of the application as JSON text, by its runtime type. */
  void write(@Nullable Object value, Writer to) {
    try {
      if (value == null) {
        to.write("null");
      } else {
        form(value.getClass()).write(value, to);
      }
    } catch (IOException e) {
      throw new JsonException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The value in this JSON text.
   *
   * @throws JsonException if the text is not JSON of that type
   */
  public @Nullable Object decode(String text, Type type) {
    return form(type).read(envelopes.open(text));
  }

  /** Like {@link #decode}, for the runtime's own records, without the application's mapping. */
  @Nullable
  Object own(String text, Class<?> type) {
    try {
      return mapper.readValue(envelopes.open(text), type);
    } catch (JsonProcessingException e) {
      throw new JsonException(
          "this JSON is not a " + type.getTypeName() + ": " + e.getOriginalMessage() + " at "
              + JsonException.where(e),
          e);
    }
  }

  /** Parses JSON text into a tree, which only this package reads. */
  Tree tree(String text) {
    return tree(envelopes.open(text), mapper);
  }

  /** Like {@link #tree}, for text of the application. */
  Tree payload(String text) {
    return tree(text, handedOver);
  }

  private static Tree tree(String text, ObjectMapper by) {
    try {
      return new Tree(by.readTree(text));
    } catch (JsonProcessingException e) {
      throw new JsonException(
          "this is not JSON: " + e.getOriginalMessage() + " at " + JsonException.where(e), e);
    } catch (NumberFormatException e) {
      throw new JsonException("a number in this JSON is out of range: " + e.getMessage(), e);
    }
  }

  /**
   * The values of some fields of a JSON object as canonical text: equal values give equal text. Long text is replaced
   * by its digest, because keys are indexed.
   *
   * @return null if a field is absent or null, which equals nothing
   */
  public @Nullable String key(String object, List<String> fields) {
    String key = Keys.of(tree(object).node(), fields);
    return key == null ? null : storedKey(key);
  }

  /** What is stored of a key: the digest of the codec, if it has keys of its own, else the key. */
  public String storedKey(String key) {
    return envelopes.key(key);
  }

  /**
   * Returns the text.
   *
   * @throws JsonException if it is longer than {@link #MAX_LENGTH}, or contains a lone surrogate
   */
  public static String checked(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new JsonException(
          "this is " + text.length() + " characters of JSON, but at most " + MAX_LENGTH
              + " are stored: keep the data elsewhere and pass its address",
          null);
    }
    if (hasHalfPair(text)) {
      throw new JsonException(
          "a text contains half of a surrogate pair, which is not a character", null);
    }
    return text;
  }

  /** Whether the text contains a lone surrogate, which has no UTF-8. */
  static boolean hasHalfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /** A parsed JSON text. */
  record Tree(JsonNode node) {}

  /**
   * A value after a round trip through JSON.
   *
   * @param text the JSON
   * @param value the value read from it
   */
  public record RoundTrip(String text, @Nullable Object value) {}
}
