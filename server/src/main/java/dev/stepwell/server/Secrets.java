package dev.stepwell.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows payloads without what their fields' names say is secret: tokens, passwords, keys and the like. */
final class Secrets {
  /** What is shown in place of a secret. */
  static final String HIDDEN = "•••";

  private static final Set<String> SECRET_WORDS = Set.of(
      "token",
      "tokens",
      "password",
      "passwords",
      "passwd",
      "pwd",
      "passphrase",
      "secret",
      "secrets",
      "key",
      "keys",
      "apikey",
      "credential",
      "credentials",
      "authorization",
      "auth",
      "cookie",
      "cookies",
      "bearer",
      "signature");

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private Secrets() {}

  /** The JSON with its secrets hidden; null for null, and what is not JSON as a text. */
  static @Nullable JsonNode hidden(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try {
      JsonNode node = MAPPER.readTree(json);
      hide(node);
      return node;
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(json);
    }
  }

  private static void hide(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        if (isSecret(field.getKey()) && !field.getValue().isNull()) {
          object.put(field.getKey(), HIDDEN);
        } else {
          hide(field.getValue());
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(Secrets::hide);
    }
  }

  /** Whether one of the words of the name is one for secrets, in camelCase, snake_case or kebab-case. */
  static boolean isSecret(String name) {
    String spaced = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1 $2")
        .replaceAll("[^A-Za-z]+", " ");
    return Arrays.stream(spaced.toLowerCase(Locale.ROOT).split(" "))
        .anyMatch(SECRET_WORDS::contains);
  }
}
