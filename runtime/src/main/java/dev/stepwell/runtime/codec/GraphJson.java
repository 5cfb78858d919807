package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.contract.StepGraph;
import dev.stepwell.contract.StepGraph.Node;
import dev.stepwell.contract.StepGraph.Part;
import dev.stepwell.contract.StepGraph.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Step graphs as JSON: {@code {"nodes": […]}}, where the field {@code type} of each node is its kind, and all its fields are present.
 */
final class GraphJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private GraphJson() {}

  static JsonNode write(StepGraph graph) {
    ObjectNode json = NODES.objectNode();
    json.set("nodes", nodes(graph.nodes()));
    return json;
  }

  private static ArrayNode nodes(List<Node> nodes) {
    ArrayNode array = NODES.arrayNode();
    nodes.forEach(node -> array.add(node(node)));
    return array;
  }

  private static ObjectNode node(Node node) {
    if (node instanceof StepGraph.Step step) {
      return typed("step")
          .put("kind", step.kind().name().toLowerCase(Locale.ROOT))
          .put("id", step.id())
          .put("detail", step.detail());
    } else if (node instanceof StepGraph.Choice choice) {
      return typed("choice").put("on", choice.on()).set("ways", ways(choice.ways()));
    } else if (node instanceof StepGraph.Loop loop) {
      return typed("loop").put("over", loop.over()).set("nodes", nodes(loop.nodes()));
    } else if (node instanceof StepGraph.Parallel parallel) {
      return typed("parallel")
          .put("over", parallel.over())
          .set("branches", ways(parallel.branches()));
    } else if (node instanceof StepGraph.Guarded guarded) {
      ObjectNode json = typed("guarded");
      json.set("nodes", nodes(guarded.nodes()));
      json.set("handlers", ways(guarded.handlers()));
      return json.set("after", nodes(guarded.after()));
    } else if (node instanceof StepGraph.Flow flow) {
      return typed("flow").set("parts", parts(flow.parts()));
    } else if (node instanceof StepGraph.End end) {
      return typed("end").put("how", end.how());
    }
    return typed("unread").put("why", ((StepGraph.Unread) node).why());
  }

  private static ArrayNode parts(List<Part> parts) {
    ArrayNode array = NODES.arrayNode();
    for (Part part : parts) {
      ObjectNode json = array.addObject();
      json.set("step", node(part.step()));
      json.put("over", part.over());
      part.after().forEach(json.putArray("after")::add);
    }
    return array;
  }

  private static ObjectNode typed(String type) {
    return NODES.objectNode().put("type", type);
  }

  private static ArrayNode ways(List<Way> ways) {
    ArrayNode array = NODES.arrayNode();
    for (Way way : ways) {
      array.add(NODES.objectNode().put("label", way.label()).set("nodes", nodes(way.nodes())));
    }
    return array;
  }

  static StepGraph read(JsonNode json) {
    return new StepGraph(nodes(json.path("nodes")));
  }

  private static List<Node> nodes(JsonNode array) {
    List<Node> nodes = new ArrayList<>();
    array.forEach(json -> nodes.add(node(json)));
    return nodes;
  }

  private static Node node(JsonNode json) {
    String type = json.path("type").asText();
    return switch (type) {
      case "step" -> step(json);
      case "choice" -> new StepGraph.Choice(text(json, "on"), ways(json.path("ways")));
      case "loop" -> new StepGraph.Loop(text(json, "over"), nodes(json.path("nodes")));
      case "parallel" ->
        new StepGraph.Parallel(textOrNull(json, "over"), ways(json.path("branches")));
      case "guarded" ->
        new StepGraph.Guarded(
            nodes(json.path("nodes")), ways(json.path("handlers")), nodes(json.path("after")));
      case "flow" -> new StepGraph.Flow(parts(json.path("parts")));
      case "end" -> new StepGraph.End(text(json, "how"));
      case "unread" -> new StepGraph.Unread(text(json, "why"));
      default -> new StepGraph.Unread("a newer version has stored this: " + type);
    };
  }

  private static StepGraph.Step step(JsonNode json) {
    return new StepGraph.Step(
        StepGraph.Kind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT)),
        textOrNull(json, "id"),
        textOrNull(json, "detail"));
  }

  private static List<Part> parts(JsonNode array) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode json : array) {
      List<String> after = new ArrayList<>();
      json.path("after").forEach(id -> after.add(id.asText()));
      parts.add(new Part(step(json.path("step")), textOrNull(json, "over"), after));
    }
    return parts;
  }

  private static List<Way> ways(JsonNode array) {
    List<Way> ways = new ArrayList<>();
    array.forEach(json -> ways.add(new Way(text(json, "label"), nodes(json.path("nodes")))));
    return ways;
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asText();
  }

  private static @Nullable String textOrNull(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() ? value.asText() : null;
  }
}
