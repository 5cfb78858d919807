package dev.stepwell.processor.write;

import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.model.StepGraph.Node;
import dev.stepwell.processor.model.StepGraph.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws a step graph as a Mermaid flowchart. */
final class GraphDiagram {
  private final StringBuilder lines = new StringBuilder("flowchart TD\n");
  private int drawn;

  /** The edges that break out of the current loop. */
  private List<Loose> broken = new ArrayList<>();

  private GraphDiagram() {}

  /**
   * An edge from a node to the next one, which is not known yet.
   *
   * @param from the node's name
   * @param label its label; empty for none
   * @param dotted whether it is the path of an exception
   */
  private record Loose(String from, String label, boolean dotted) {
    String to(String node) {
      String arrow = dotted ? " -.->" : " -->";
      return from + arrow + (label.isEmpty() ? " " : "|" + quoted(label) + "| ") + node;
    }
  }

  // flowchart TD
  //   start(["export-to-github"])
  //   start --> n1["create-repo"]
  //   …
  //   n9 --> done(["end"])
  static String write(String function, StepGraph graph) {
    GraphDiagram diagram = new GraphDiagram();
    diagram.line("start([" + quoted(function) + "])");
    List<Loose> open = diagram.drawAll(graph.nodes(), List.of(new Loose("start", "", false)));
    diagram.join("done", "([" + quoted("end") + "])", open);
    return diagram.lines.toString();
  }

  private List<Loose> drawAll(List<Node> nodes, List<Loose> open) {
    List<Loose> now = open;
    for (Node node : nodes) {
      now = draw(node, now);
    }
    return now;
  }

  private List<Loose> draw(Node node, List<Loose> open) {
    if (node instanceof StepGraph.Step step) {
      return leaf(shape(step), open);
    } else if (node instanceof StepGraph.Choice choice) {
      String name = join("{" + quoted(choice.on()) + "}", open);
      return drawWays(name, choice.ways());
    } else if (node instanceof StepGraph.Loop loop) {
      String name = join("{{" + quoted(loop.over()) + "}}", open);
      return drawLoop(name, loop.nodes());
    } else if (node instanceof StepGraph.Parallel parallel) {
      String over = parallel.over() == null ? "side by side" : "side by side: " + parallel.over();
      String name = join("[/" + quoted(over) + "\\]", open);
      return leaf("[\\" + quoted("all") + "/]", drawWays(name, parallel.branches()));
    } else if (node instanceof StepGraph.Guarded guarded) {
      return guarded(guarded, open);
    } else if (node instanceof StepGraph.Flow flow) {
      return flow(flow.parts(), open);
    } else if (node instanceof StepGraph.End end) {
      end(end.how(), open);
      return List.of();
    } else if (node instanceof StepGraph.Unread unread) {
      return leaf(">" + quoted("? " + unread.why()) + "]", open);
    }
    throw new IllegalStateException("no such node: " + node);
  }

  private List<Loose> drawLoop(String name, List<Node> nodes) {
    List<Loose> outer = broken;
    broken = new ArrayList<>();
    drawAll(nodes, List.of(new Loose(name, "each time", false)))
        .forEach(loose -> line(loose.to(name)));
    List<Loose> open = new ArrayList<>(List.of(new Loose(name, "then", false)));
    open.addAll(broken);
    broken = outer;
    return open;
  }

  private void end(String how, List<Loose> open) {
    if (how.equals("break")) {
      broken.addAll(open);
    } else {
      join("(((" + quoted(how) + ")))", open);
    }
  }

  private List<Loose> drawWays(String from, List<Way> ways) {
    List<Loose> open = new ArrayList<>();
    for (Way way : ways) {
      open.addAll(drawAll(way.nodes(), List.of(new Loose(from, way.label(), false))));
    }
    return open;
  }

  private List<Loose> guarded(StepGraph.Guarded guarded, List<Loose> open) {
    String name = join("[" + quoted("try") + "]", open);
    List<Loose> after =
        new ArrayList<>(drawAll(guarded.nodes(), List.of(new Loose(name, "", false))));
    for (Way handler : guarded.handlers()) {
      after.addAll(drawAll(handler.nodes(), List.of(new Loose(name, handler.label(), true))));
    }
    return drawAll(guarded.after(), after);
  }

  /** Draws parts, each at the ends of those that it comes after; open are those after which none comes. */
  private List<Loose> flow(List<StepGraph.Part> parts, List<Loose> open) {
    Map<String, Loose> byId = new HashMap<>();
    List<Loose> last = new ArrayList<>();
    for (StepGraph.Part part : parts) {
      List<Loose> after = part.after().stream().map(byId::get).toList();
      String name = join(shape(part), after.isEmpty() ? open : after);
      Loose loose = new Loose(name, "", false);
      byId.put(part.step().id(), loose);
      last.removeAll(after);
      last.add(loose);
    }
    return last;
  }

  private static String shape(StepGraph.Part part) {
    return part.over() == null
        ? shape(part.step())
        : "[/" + quoted(part.step().id() + "\neach of " + part.over()) + "/]";
  }

  private List<Loose> leaf(String shape, List<Loose> open) {
    return List.of(new Loose(join(shape, open), "", false));
  }

  /** Draws a node at the ends of these lines; its name. */
  private String join(String shape, List<Loose> open) {
    String name = "n" + ++drawn;
    join(name, shape, open);
    return name;
  }

  private void join(String name, String shape, List<Loose> open) {
    String first = name + shape;
    for (Loose loose : open) {
      line(loose.to(first));
      first = name;
    }
  }

  private void line(String text) {
    lines.append("  ").append(text).append('\n');
  }

  private static String shape(StepGraph.Step step) {
    String id = step.id() == null ? "…" : step.id();
    return switch (step.kind()) {
      case STEP -> "[" + quoted(step.detail() == null ? id : id + "\n" + step.detail()) + "]";
      case SLEEP -> "([" + quoted(id + "\nsleep " + detail(step)) + "])";
      case WAIT -> "([" + quoted(id + "\nwait for " + detail(step)) + "])";
      case INVOKE -> "[[" + quoted(id + "\nrun " + detail(step)) + "]]";
      case SEND -> "[" + quoted(id + "\nsend " + detail(step)) + "]";
    };
  }

  private static String detail(StepGraph.Step step) {
    @Nullable String detail = step.detail();
    return detail == null ? "" : detail;
  }

  /** Escapes a text for Mermaid. */
  private static String quoted(String text) {
    StringBuilder safe = new StringBuilder("\"");
    text.codePoints().forEach(c -> {
      if (c == '\n') {
        safe.append("<br>");
      } else if (Character.isLetterOrDigit(c) || " …-_.,:/()=+*!?".indexOf(c) >= 0) {
        safe.appendCodePoint(c);
      } else {
        safe.append("#").append(c).append(";");
      }
    });
    return safe.append('"').toString();
  }
}
