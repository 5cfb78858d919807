package dev.stepwell.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.stepwell.contract.StepGraph;
import dev.stepwell.contract.StepGraph.Node;
import dev.stepwell.contract.StepGraph.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the nodes of a step graph as calls of the factories of {@link StepGraph}. */
final class GraphWriter {
  private static final Pattern CALL =
      Pattern.compile(Pattern.quote(Names.STEP_GRAPH + ".") + "(\\w+)\\(");

  private GraphWriter() {}

  // step("create-repo"),
  // sleep("wait-for-repo-init", "3 s"),
  // parallel("files", step("create-blob")),
  // choice(
  //     "repo.isNew()",
  //     way("yes", step("greet")),
  //     way("otherwise"))
  static CodeBlock write(List<Node> nodes) {
    return CodeBlock.join(nodes.stream().map(GraphWriter::node).toList(), ",\n");
  }

  /** The names of the factories that these nodes are made by, sorted. */
  static String[] factories(List<Node> nodes) {
    return calls(write(nodes)).distinct().sorted().toArray(String[]::new);
  }

  private static Stream<String> calls(CodeBlock code) {
    return CALL.matcher(code.toString()).results().map(call -> call.group(1));
  }

  private static CodeBlock node(Node node) {
    if (node instanceof StepGraph.Step step) {
      return step(step);
    } else if (node instanceof StepGraph.Choice choice) {
      return call("choice", text(choice.on()), ways(choice.ways()));
    } else if (node instanceof StepGraph.Loop loop) {
      return call("loop", text(loop.over()), nodes(loop.nodes()));
    } else if (node instanceof StepGraph.Parallel parallel) {
      return parallel.over() == null
          ? call("parallel", null, ways(parallel.branches()))
          : call(
              "parallel",
              text(parallel.over()),
              nodes(parallel.branches().get(0).nodes()));
    } else if (node instanceof StepGraph.Guarded guarded) {
      return call(
          "guarded",
          null,
          List.of(
              list(nodes(guarded.nodes())),
              list(ways(guarded.handlers())),
              list(nodes(guarded.after()))));
    } else if (node instanceof StepGraph.Flow flow) {
      return call("flow", null, flow.parts().stream().map(GraphWriter::part).toList());
    } else if (node instanceof StepGraph.End end) {
      return call("end", text(end.how()), List.of());
    } else if (node instanceof StepGraph.Unread unread) {
      return call("unread", text(unread.why()), List.of());
    }
    throw new IllegalStateException("no such node: " + node);
  }

  // part(step("create-repo"))
  // partOfEach("fetch-files", step("create-blob"), "fetch-files", "create-repo")
  private static CodeBlock part(StepGraph.Part part) {
    CodeBlock after =
        part.after().stream().map(id -> CodeBlock.of(", $S", id)).collect(CodeBlock.joining(""));
    return part.over() == null
        ? CodeBlock.of("$T.part($L$L)", Names.STEP_GRAPH, step(part.step()), after)
        : CodeBlock.of(
            "$T.partOfEach($S, $L$L)", Names.STEP_GRAPH, part.over(), step(part.step()), after);
  }

  private static CodeBlock step(StepGraph.Step step) {
    String name = switch (step.kind()) {
      case STEP -> "step";
      case SLEEP -> "sleep";
      case WAIT -> "waitFor";
      case INVOKE -> "invoke";
      case SEND -> "send";
    };
    CodeBlock id = step.id() == null ? CodeBlock.of("null") : text(step.id());
    return step.detail() == null
        ? call(name, id, List.of())
        : CodeBlock.of("$T." + name + "($L, $S)", Names.STEP_GRAPH, id, step.detail());
  }

  private static List<CodeBlock> nodes(List<Node> nodes) {
    return nodes.stream().map(GraphWriter::node).toList();
  }

  private static List<CodeBlock> ways(List<Way> ways) {
    return ways.stream()
        .map(way -> call("way", text(way.label()), nodes(way.nodes())))
        .toList();
  }

  private static CodeBlock text(String text) {
    return CodeBlock.of("$S", text);
  }

  private static CodeBlock list(List<CodeBlock> items) {
    return CodeBlock.of("$T.of($L)", List.class, arguments(items));
  }

  /** A call on one line if its arguments contain at most one call without arguments; otherwise on several lines. */
  private static CodeBlock call(String name, @Nullable CodeBlock first, List<CodeBlock> rest) {
    List<CodeBlock> all = new ArrayList<>(rest);
    if (first != null) {
      all.add(0, first);
    }
    return CodeBlock.of("$T." + name + "($L)", Names.STEP_GRAPH, arguments(all));
  }

  private static CodeBlock arguments(List<CodeBlock> arguments) {
    return arguments.stream().flatMap(GraphWriter::calls).count() < 2
        ? CodeBlock.join(arguments, ", ")
        : CodeBlock.of("\n$>$>$L$<$<", CodeBlock.join(arguments, ",\n"));
  }
}
