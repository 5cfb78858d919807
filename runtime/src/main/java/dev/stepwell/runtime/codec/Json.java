package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.runtime.model.StoredEvent;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  private final ObjectMapper mapper = Mappers.stored(List.of());
  private final ObjectMapper handedOver = Mappers.handedOver(List.of());
  private final ValueMapping mapping;
  private final Envelopes envelopes;
  private final Map<Type, ValueMapping.Form> forms = new ConcurrentHashMap<>();

  /** Jackson 2 without modules of the application; values are stored as they are. */
  public Json() {
    this(JacksonMapping.plain(), null);
  }

  /** Values as this mapping writes them, stored as this codec encodes them; null for as they are. */
  public Json(ValueMapping mapping, @Nullable PayloadCodec codec) {
    this.mapping = mapping;
    this.envelopes = new Envelopes(codec);
  }

  /** What is stored of this JSON text: its encoded form, if there is a codec. */
  public String stored(String json) {
    return envelopes.close(json);
  }

  /** As {@link #stored(String)}; null for null. */
  public @Nullable String storedOrNull(@Nullable String json) {
    return json == null ? null : envelopes.close(json);
  }

  /** The event as it is stored. */
  public StoredEvent stored(StoredEvent event) {
    return envelopes.isEncoding() ? event.withData(envelopes.close(event.data())) : event;
  }

  /**
   * The JSON text of which this is stored.
   *
   * @throws CodecException if it is encoded and cannot be decoded
   */
  public String opened(String stored) {
    return envelopes.open(stored);
  }

  /** Whether what is stored cannot be searched for what it says. */
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
   * The value as JSON text, and as it is read from that text: by that, and not by the value itself, an application goes on that
   * stores it. Values of types that come back as they were are not read.
   *
   * @throws JsonException if JSON cannot carry it there and back, or it is longer than {@link #MAX_LENGTH}
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
          "JSON carries this " + type.getTypeName() + " and does not give it back: "
              + e.getMessage()
              + "; return a record of what is needed later, or a class that JSON can also read",
          e.getCause());
    }
  }

  private ValueMapping.Form form(Type type) {
    ValueMapping.Form form = forms.get(type);
    return form != null ? form : forms.computeIfAbsent(type, mapping::form);
  }

  /**
   * Why a payload, which fits its schema, cannot be read as this type: a sentence that names the field; null if it can. This is
   * stricter than {@link #decode}: a number is in range and has no fraction where the type has none, and no primitive is null.
   */
  public @Nullable String misfit(String payload, Type type) {
    return form(type).misfit(payload);
  }

  /** Why a payload from outside is not accepted, whatever its schema; null if it is. */
  public @Nullable String rejection(String payload) {
    return envelopes.looksEncoded(payload) ? Envelopes.rejection() : null;
  }

  /** Whether values of this record always fit: each component is of a type whose values come back as they were. */
  public static boolean isScalars(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .allMatch(component -> JacksonForm.isScalar(component.getType()));
  }

  /** As {@link #encode}, of any length and whatever its characters. */
  String write(@Nullable Object value, Type type) {
    try {
      return mapper.writerFor(mapper.constructType(type)).writeValueAsString(value);
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
    return form(type).read(envelopes.open(text));
  }

  /** As {@link #decode}, of a noun of our own: whatever the application's mapping. */
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

  /** Reads JSON text into a tree that only this room looks into. */
  Tree tree(String text) {
    return tree(envelopes.open(text), mapper);
  }

  /** As {@link #tree}, of what an application hands over. */
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
   * The values of some fields of a JSON object as canonical text: equal values give equal text. Of a long text it is the digest, for
   * keys are indexed.
   *
   * @return null if a field is absent or null, for then nothing can equal it
   */
  public @Nullable String key(String object, List<String> fields) {
    String key = Keys.of(tree(object).node(), fields);
    return key == null ? null : envelopes.key(key);
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
    if (hasHalfPair(text)) {
      throw new JsonException("there is half of a surrogate pair, which is no character", null);
    }
    return text;
  }

  /** Whether the text contains half of a surrogate pair, which has no UTF-8. */
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
   * A value that went through JSON.
   *
   * @param text the JSON
   * @param value what is read from it
   */
  public record RoundTrip(String text, @Nullable Object value) {}
}
