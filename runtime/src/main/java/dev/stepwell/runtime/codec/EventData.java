package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.contract.condition.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The data of an event for conditions, parsed on first access. */
public final class EventData implements Evaluation.Data {
  private final Json json;
  private final String text;
  private @Nullable JsonNode root;

  /** The data in this JSON text. */
  public EventData(Json json, String text) {
    this.json = json;
    this.text = text;
  }

  @Override
  public @Nullable Object at(List<String> path) {
    JsonNode node = root;
    if (node == null) {
      node = json.tree(text).node();
      root = node;
    }
    for (String name : path) {
      node = node.path(name);
    }
    return value(node);
  }

  private static @Nullable Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> node.textValue();
      case NUMBER -> node.decimalValue();
      case BOOLEAN -> node.booleanValue();
      case ARRAY ->
        StreamSupport.stream(node.spliterator(), false).map(EventData::value).toList();
      case OBJECT -> map(node);
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> map(JsonNode node) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
    return map;
  }
}
