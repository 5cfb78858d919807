package dev.stepwell.processor.write;

import dev.stepwell.processor.model.JsonText;
import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.model.StepGraph.Node;
import dev.stepwell.processor.model.StepGraph.Way;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a step graph as JSON. */
public final class GraphDocument {
  private GraphDocument() {}

  // {"nodes":[
  // {"type":"step","kind":"step","id":"create-repo","detail":null},
  // {"type":"parallel","over":"files","branches":[{"label":"each","nodes":[…]}]}]}
  public static String write(StepGraph graph) {
    return graph.nodes().stream()
        .map(GraphDocument::node)
        .map(node -> "\n" + node)
        .collect(Collectors.joining(",", "{\"nodes\":[", "]}"));
  }

  private static String node(Node node) {
    if (node instanceof StepGraph.Step step) {
      String kind = step.kind().name().toLowerCase(Locale.ROOT);
      return "{\"type\":\"step\",\"kind\":\"" + kind + "\",\"id\":" + text(step.id())
          + ",\"detail\":" + text(step.detail()) + "}";
    } else if (node instanceof StepGraph.Choice choice) {
      return "{\"type\":\"choice\",\"on\":" + text(choice.on()) + ",\"ways\":" + ways(choice.ways())
          + "}";
    } else if (node instanceof StepGraph.Loop loop) {
      return "{\"type\":\"loop\",\"over\":" + text(loop.over()) + ",\"nodes\":"
          + nodes(loop.nodes()) + "}";
    } else if (node instanceof StepGraph.Parallel parallel) {
      return "{\"type\":\"parallel\",\"over\":" + text(parallel.over()) + ",\"branches\":"
          + ways(parallel.branches()) + "}";
    } else if (node instanceof StepGraph.Guarded guarded) {
      return "{\"type\":\"guarded\",\"nodes\":" + nodes(guarded.nodes()) + ",\"handlers\":"
          + ways(guarded.handlers()) + ",\"after\":" + nodes(guarded.after()) + "}";
    } else if (node instanceof StepGraph.Flow flow) {
      return "{\"type\":\"flow\",\"parts\":" + parts(flow.parts()) + "}";
    } else if (node instanceof StepGraph.End end) {
      return "{\"type\":\"end\",\"how\":" + text(end.how()) + "}";
    } else if (node instanceof StepGraph.Unread unread) {
      return "{\"type\":\"unread\",\"why\":" + text(unread.why()) + "}";
    }
    throw new IllegalStateException("no such node: " + node);
  }

  private static String parts(List<StepGraph.Part> parts) {
    return parts.stream()
        .map(part -> "\n{\"step\":" + node(part.step()) + ",\"over\":" + text(part.over())
            + ",\"after\":"
            + part.after().stream()
                .map(GraphDocument::text)
                .collect(Collectors.joining(",", "[", "]"))
            + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String nodes(List<Node> nodes) {
    return nodes.stream().map(GraphDocument::node).collect(Collectors.joining(",", "[", "]"));
  }

  private static String ways(List<Way> ways) {
    return ways.stream()
        .map(way -> "{\"label\":" + text(way.label()) + ",\"nodes\":" + nodes(way.nodes()) + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  static String text(@Nullable String text) {
    return text == null ? "null" : JsonText.quoted(text);
  }
}
