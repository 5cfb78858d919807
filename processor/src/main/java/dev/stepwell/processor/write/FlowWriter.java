package dev.stepwell.processor.write;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.GraphModel;
import dev.stepwell.processor.model.InputModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.NodeModel;
import dev.stepwell.processor.model.PlannedFunction;
import dev.stepwell.processor.model.TypeModel;
import dev.stepwell.processor.model.WaitModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the flow of a function that is a graph of steps. */
final class FlowWriter {
  private final PlannedFunction planned;
  private final GraphModel graph;
  private final Set<String> names;

  private FlowWriter(PlannedFunction planned, GraphModel graph) {
    this.planned = planned;
    this.graph = graph;
    this.names = graph.nodes().stream().map(NodeModel::name).collect(Collectors.toSet());
    names.addAll(GraphModel.OWN_NAMES);
  }

  // /** The flow of {@code export-to-github}: each step begins as soon as what it takes is there.
  // */
  // Commit flow(GithubExportRepo event, Steps steps) {
  //   Graph graph = new Graph();
  //   Node<Repo> createRepo = graph.step(() -> createRepo(event.repoName()));
  //   … the other nodes
  //   graph.execute();
  //   return createCommit.valueOrNull();
  // }
  static MethodSpec write(PlannedFunction planned, GraphModel graph) {
    FlowWriter writer = new FlowWriter(planned, graph);
    MethodSpec.Builder flow = MethodSpec.methodBuilder(graph.flowName())
        .addJavadoc(
            "The flow of $L: each step begins as soon as what it takes is there.\n",
            Names.code(planned.function().id()))
        .returns(writer.result())
        .addParameter(Names.record(planned.event()), "event")
        .addParameter(Names.STEPS, "steps")
        .addStatement("$T graph = new $T()", Names.GRAPH, Names.GRAPH);
    graph.nodes().forEach(node -> flow.addStatement(writer.node(node)));
    flow.addStatement("graph.execute()");
    if (graph.result() != null) {
      flow.addStatement("return $L.valueOrNull()", graph.result().name());
    }
    return flow.build();
  }

  private TypeName result() {
    return graph.result() == null ? TypeName.VOID : Names.boxed(graph.result().brings());
  }

  // Node<Tree> createTree = graph.needs(createRepo, createBlob)
  //     .after(warnOwner)
  //     .step(() -> …)
  private CodeBlock node(NodeModel node) {
    CodeBlock.Builder code = CodeBlock.builder();
    if (graph.isAwaited(node) || node.equals(graph.result())) {
      TypeName type = ParameterizedTypeName.get(Names.NODE, Names.boxed(brings(node)));
      code.add("$T $L = ", type, node.name());
    }
    code.add("graph");
    List<String> needed = node.inputs().stream()
        .filter(InputModel::isNeeded)
        .map(InputModel::name)
        .distinct()
        .toList();
    List<String> after = new ArrayList<>(node.behind());
    after.removeAll(needed);
    if (!needed.isEmpty()) {
      code.add(".needs($L)", String.join(", ", needed));
    }
    if (!after.isEmpty()) {
      code.add(needed.isEmpty() ? ".after($L)" : "\n.after($L)", String.join(", ", after));
    }
    String verb = brings(node).equals(TypeModel.Primitive.VOID) ? "run" : "step";
    boolean isFirst = needed.isEmpty() && after.isEmpty();
    return code.add(isFirst ? ".$L($L)" : "\n.$L($L)", verb, body(node)).build();
  }

  private static TypeModel brings(NodeModel node) {
    return node instanceof NodeModel.OfStep step
        ? step.brings()
        : ((NodeModel.OfWait) node).awaited().parameter().type().unwrapped();
  }

  private CodeBlock body(NodeModel node) {
    if (node instanceof NodeModel.OfWait wait) {
      return CodeBlock.of("() -> $L", wait(wait));
    }
    NodeModel.OfStep step = (NodeModel.OfStep) node;
    return step.step().order().delay().isGiven()
        ? delayed(step)
        : CodeBlock.of("() -> $L", work(step));
  }

  // steps
  //     .waitForEvent("wait-for-paid", OrdersPaid.where().orderId(event.orderId()),
  // Duration.ofDays(2))
  //     .orElse(null)
  private CodeBlock wait(NodeModel.OfWait node) {
    WaitModel wait = node.awaited();
    CodeBlock.Builder code = CodeBlock.builder()
        .add(
            "steps\n$>$>.waitForEvent(\n$>$>$S,\n$T.where()",
            node.id(),
            Names.holder(event(wait.event())));
    for (int i = 0; i < wait.match().size(); i++) {
      code.add(".$L($L)", wait.match().get(i), argument(node.inputs().get(i)));
    }
    code.add(",\n$L", Durations.code(wait.timeout()));
    if (wait.lookBack().isGiven()) {
      code.add(",\n$L", Durations.code(wait.lookBack()));
    }
    return code.add(")$<$<\n.orElse(null)$<$<").build();
  }

  private EventModel event(String name) {
    return planned.awaited().stream()
        .filter(event -> event.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  // () -> {
  //   steps.sleep("before-send-tips", Duration.ofDays(3));
  //   return sendTips(createAccount.value());
  // }
  private CodeBlock delayed(NodeModel.OfStep node) {
    boolean returns = !node.brings().equals(TypeModel.Primitive.VOID);
    return CodeBlock.of(
        "() -> {\n$>steps.sleep($S, $L);\n$L$L;\n$<}",
        node.sleepId(),
        Durations.code(node.step().order().delay()),
        returns ? "return " : "",
        work(node));
  }

  private CodeBlock work(NodeModel.OfStep node) {
    Optional<String> over = node.over();
    return over.isPresent() ? each(node, over.get()) : absentAsNull(node, call(node, ""));
  }

  // steps.forEach(fetchFiles.value(), file -> createBlob(createRepo.value(), file))
  private CodeBlock each(NodeModel.OfStep node, String over) {
    MethodModel method = node.step().method();
    String element = element(node);
    CodeBlock call = absentAsNull(node, call(node, element));
    CodeBlock all = CodeBlock.of(
        method.isVoid()
            ? "steps.forEach($L.value(), $L -> {\n$>$L;\nreturn null;\n$<})"
            : "steps.forEach($L.value(), $L -> $L)",
        over,
        element,
        call);
    boolean mayBeAbsent = node.step().nullable() || method.returns().isOptional();
    return mayBeAbsent ? CodeBlock.of("$T.present($L)", Names.GRAPH, all) : all;
  }

  /** The name of the element parameter, or a similar name that no node has. */
  private String element(NodeModel.OfStep node) {
    List<FieldModel> parameters = node.step().method().parameters();
    String name = "";
    for (int i = 0; i < parameters.size(); i++) {
      if (node.inputs().get(i).kind() == InputModel.Kind.EACH) {
        name = parameters.get(i).name();
      }
    }
    while (names.contains(name)) {
      name += "Element";
    }
    return name;
  }

  private static CodeBlock absentAsNull(NodeModel.OfStep node, CodeBlock call) {
    return node.step().method().returns().isOptional()
        ? CodeBlock.of("$L.orElse(null)", call)
        : call;
  }

  private CodeBlock call(NodeModel.OfStep node, String element) {
    return CodeBlock.of(
        "$L($L)",
        node.step().method().name(),
        node.inputs().stream()
            .map(input -> input.kind() == InputModel.Kind.EACH
                ? CodeBlock.of("$L", element)
                : argument(input))
            .collect(CodeBlock.joining(", ")));
  }

  private static CodeBlock argument(InputModel input) {
    return switch (input.kind()) {
      case FIELD -> CodeBlock.of("event.$L()", input.name());
      case WHOLE -> CodeBlock.of("event");
      case CONNECTION -> CodeBlock.of("steps.connection()");
      case VALUE, EACH -> CodeBlock.of("$L.value()", input.name());
      case NULLABLE -> CodeBlock.of("$L.valueOrNull()", input.name());
      case OPTIONAL ->
        CodeBlock.of("$T.ofNullable($L.valueOrNull())", Optional.class, input.name());
    };
  }
}
