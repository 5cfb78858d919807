package dev.stepwell.server.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stepwell.server.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows payloads without what is secret: fields that are marked with {@link dev.stepwell.Secret}, and those whose names say that they
 * are tokens, passwords, keys and the like. Where an event is known, the values of its secrets are taken out of other texts too, such
 * as the message of an error that quotes one.
 */
public final class Secrets {
  /** A payload of more characters is shown on request only. */
  public static final int LARGEST_AT_ONCE = 50_000;

  /** A shorter value is not looked for in other texts: it may be there by chance. */
  private static final int SHORTEST = 6;

  private final Supplier<Set<String>> marked;

  /** Hides the fields that these names mark besides those that their own names give away. */
  public Secrets(Supplier<Set<String>> marked) {
    this.marked = marked;
  }

  /**
   * A payload as it is shown.
   *
   * @param value the payload without its secrets; null where there is none, or where it was left out
   * @param leftOut how many characters it has, where it was left out for its size; null otherwise
   */
  public record Shown(@Nullable JsonNode value, @Nullable Integer leftOut) {}

  /** The values of the secrets of this payload. */
  public Redaction redaction(String json) {
    List<String> values = new ArrayList<>();
    try {
      collect(Json.MAPPER.readTree(json), false, names(), values);
    } catch (JsonProcessingException e) {
      return Redaction.NONE;
    }
    return new Redaction(values);
  }

  private static void collect(
      JsonNode node, boolean isSecret, Set<String> names, List<String> values) {
    if (node.isTextual() && isSecret && node.textValue().length() >= SHORTEST) {
      values.add(node.textValue());
    }
    node.properties()
        .forEach(field ->
            collect(field.getValue(), isSecret || isSecret(field.getKey(), names), names, values));
    if (node.isArray()) {
      node.forEach(element -> collect(element, isSecret, names, values));
    }
  }

  /** The payload, unless it is large. */
  public Shown shown(@Nullable String json, Redaction redaction) {
    return json != null && json.length() > LARGEST_AT_ONCE
        ? new Shown(null, json.length())
        : new Shown(hidden(json, redaction), null);
  }

  /** The whole payload; null for null. What nests too deeply to be looked through is not shown. */
  public @Nullable JsonNode hidden(@Nullable String json, Redaction redaction) {
    if (json == null) {
      return null;
    }
    try {
      return hide(Json.MAPPER.readTree(json), names(), redaction);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(
          "a payload of " + json.length() + " characters that nests too deeply to be shown");
    }
  }

  private Set<String> names() {
    return marked.get();
  }

  private static JsonNode hide(JsonNode node, Set<String> names, Redaction redaction) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        boolean isHidden = isSecret(field.getKey(), names) && !field.getValue().isNull();
        object.set(
            field.getKey(),
            isHidden
                ? TextNode.valueOf(Redaction.HIDDEN)
                : hide(field.getValue(), names, redaction));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, hide(array.get(i), names, redaction));
      }
    } else if (node.isTextual()) {
      return TextNode.valueOf(redaction.of(node.textValue()));
    }
    return node;
  }

  private static boolean isSecret(String name, Set<String> marked) {
    return marked.contains(name) || SecretWords.areIn(name);
  }
}
