package dev.stepwell.inngest.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.model.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the payloads of events for a server.
 *
 * <p>A server cannot read an encoded field, but it can compare: beside the payload there is a digest of each encoded field, by the codec's {@linkplain
 * PayloadCodec#key form of keys}.
 */
public final class EventEncoding {
  /** The member of an event's data that contains the digests. Expressions of a server read it without quotes. */
  static final String KEYS = "stepwell_keys";

  private static final String PROBE = "{\"a\":\"b\"}";

  private final Json json;
  private final @Nullable PayloadCodec codec;
  private final boolean hasKeys;

  private EventEncoding(Json json, @Nullable PayloadCodec codec) {
    this.json = json;
    this.codec = codec;
    this.hasKeys = codec != null && !PROBE.equals(codec.key(PROBE));
  }

  /** The encoding of this codec, which {@code json} applies; null for none. */
  public static EventEncoding of(Json json, @Nullable PayloadCodec codec) {
    return new EventEncoding(json, codec);
  }

  /**
   * The event for the server.
   *
   * @param event with its payload in the clear
   */
  public WireEvent wired(StoredEvent event) {
    if (codec == null) {
      return WireEvent.of(event);
    }
    JsonNode plain = WireJson.own(event.data());
    ObjectNode encoded = (ObjectNode) WireJson.own(json.stored(event.data()));
    if (hasKeys) {
      ObjectNode keys = keys(plain, encoded);
      if (!keys.isEmpty()) {
        encoded.set(KEYS, keys);
      }
    }
    return WireEvent.of(event.withData(WireJson.text(encoded)));
  }

  private ObjectNode keys(JsonNode plain, ObjectNode encoded) {
    boolean isWhole = codec != null && codec.fields() == null;
    ObjectNode keys = WireJson.object();
    for (Map.Entry<String, JsonNode> field : plain.properties()) {
      JsonNode value = field.getValue();
      if (!value.isNull() && (isWhole || !value.equals(encoded.get(field.getKey())))) {
        keys.put(field.getKey(), digest(field.getKey(), value));
      }
    }
    return keys;
  }

  private @Nullable String digest(String field, JsonNode value) {
    ObjectNode object = WireJson.object();
    object.set(field, value);
    return json.key(WireJson.text(object), List.of(field));
  }

  /** Whether a server cannot read this field of events, at any depth. */
  public boolean encodes(String field) {
    if (codec == null) {
      return false;
    }
    Set<String> fields = codec.fields();
    return fields == null || fields.contains(field);
  }

  /** Whether a server can compare encoded fields. */
  public boolean hasKeys() {
    return hasKeys;
  }

  /** The path of what a server compares in place of this field in the data of events: its digest, or the field itself. */
  public List<String> path(String field) {
    return encodes(field) ? List.of(KEYS, field) : List.of(field);
  }

  /**
   * What a server compares with the field at {@link #path}.
   *
   * @throws IllegalArgumentException if the field is encoded without a digest
   */
  public Compared comparison(String field, JsonNode value) {
    ObjectNode object = WireJson.object();
    object.set(field, value);
    String text = WireJson.text(object);
    boolean isEncoded =
        encodes(field) || (codec != null && !WireJson.own(json.stored(text)).equals(object));
    if (!isEncoded) {
      return new Compared(List.of(field), value);
    }
    if (!hasKeys) {
      throw new IllegalArgumentException(
          "its codec encodes the field but does not transform keys; override PayloadCodec.key, as EncryptingCodec.matchingKey does");
    }
    return new Compared(
        List.of(KEYS, field), WireJson.array().add(digest(field, value)).get(0));
  }

  /**
   * A comparison of a field of an event's data with a value.
   *
   * @param path the path of the field
   * @param value the value
   */
  public record Compared(List<String> path, JsonNode value) {}
}
