package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.TypeCastTree;
import dev.stepwell.contract.StepGraph;
import dev.stepwell.contract.StepGraph.Node;
import dev.stepwell.processor.model.KnownNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/** Reads calls: those that are steps, those of methods that hold steps, and those that are given code with steps. */
final class CallReader {
  /** Methods of collections and streams that call what they are given once for each element. */
  private static final Set<String> FOR_EACH = Set.of(
      "forEach",
      "forEachOrdered",
      "map",
      "mapToObj",
      "mapToInt",
      "mapToLong",
      "mapToDouble",
      "flatMap",
      "filter",
      "peek",
      "removeIf",
      "replaceAll",
      "anyMatch",
      "allMatch",
      "noneMatch");

  private final FlowReader flow;
  private final Code code;
  private final Lookup lookup;
  private final StepCalls steps;
  private final ParallelReader parallels;
  private final Deque<ExecutableElement> within = new ArrayDeque<>();
  /** What was found in methods whose nodes do not depend on what they were called from. */
  private final Map<Target, List<Node>> followed = new HashMap<>();

  private int recursions;

  CallReader(FlowReader flow, Code code, Lookup lookup, KnownNames known) {
    this.flow = flow;
    this.code = code;
    this.lookup = lookup;
    this.steps = new StepCalls(code, lookup, known);
    this.parallels = new ParallelReader(flow, this, code);
  }

  /** The names of the secret fields in what the calls that were read store, sorted. */
  Set<String> secrets() {
    return steps.secrets();
  }

  /** Adds what happens in a call, its receiver and arguments first. */
  void add(MethodInvocationTree call, Frame frame) {
    List<? extends ExpressionTree> arguments = call.getArguments();
    if (call.getMethodSelect() instanceof MemberSelectTree select) {
      ExpressionTree receiver = select.getExpression();
      String name = select.getIdentifier().toString();
      List<Node> held =
          receiver instanceof IdentifierTree ? code(receiver, frame).orElse(null) : null;
      if (held != null) {
        flow.scan(arguments, frame);
        flow.add(held);
        return;
      }
      flow.scan(receiver, frame);
      if (lookup.isSteps(receiver, frame)) {
        addOnSteps(name, arguments, frame);
        return;
      }
      boolean isForEach = FOR_EACH.contains(name) && !lookup.isOptional(receiver, frame);
      addArguments(call, isForEach ? over(receiver, frame) : null, frame);
    } else {
      addArguments(call, null, frame);
    }
    addCalled(call, frame);
  }

  private void addOnSteps(String name, List<? extends ExpressionTree> arguments, Frame frame) {
    switch (name) {
      case "run", "runInTransaction" ->
        flow.scan(arguments.subList(0, Math.max(0, arguments.size() - 1)), frame);
      case "forEach" -> parallels.addForEach(arguments, frame);
      case "all" -> parallels.addAll(arguments, frame);
      default -> flow.scan(arguments, frame);
    }
    StepGraph.Step step = steps.step(name, arguments, frame);
    if (step != null) {
      flow.add(step);
    }
  }

  /**
   * Adds the arguments, and what is in the code among them.
   *
   * @param over for each element of what that code is called; null where it is not known when
   */
  private void addArguments(MethodInvocationTree call, @Nullable String over, Frame frame) {
    for (ExpressionTree argument : call.getArguments()) {
      Optional<List<Node>> held = code(argument, frame);
      if (held.isEmpty()) {
        flow.scan(argument, frame);
      } else if (over != null) {
        flow.add(Nodes.loop(over, held.get()));
      } else if (!held.get().isEmpty()) {
        flow.add(StepGraph.unread(
            name(call) + " is given code with steps: " + code.text(argument, frame)));
      }
    }
  }

  private String over(ExpressionTree receiver, Frame frame) {
    return code.text(receiver, frame)
        .replaceFirst("\\.(stream|parallelStream|iterator)\\(\\)$", "");
  }

  /** Adds that this code holds steps, if it does, and that it is called out of sight. */
  void addUnread(ExpressionTree tree, String words, Frame frame) {
    if (code(tree, frame).map(held -> !held.isEmpty()).orElse(false)) {
      flow.add(StepGraph.unread("it is not seen where this is called: " + words));
    }
  }

  /** What is in a lambda, in a method by reference, or in a variable that holds one; nothing where it is another expression. */
  Optional<List<Node>> code(ExpressionTree tree, Frame frame) {
    if (tree instanceof ParenthesizedTree parenthesized) {
      return code(parenthesized.getExpression(), frame);
    } else if (tree instanceof TypeCastTree cast) {
      return code(cast.getExpression(), frame);
    } else if (tree instanceof LambdaExpressionTree lambda) {
      return Optional.of(lambda(lambda, frame.inLambda()));
    } else if (tree instanceof MemberReferenceTree reference) {
      return Optional.of(reference(reference, frame));
    } else if (tree instanceof IdentifierTree identifier) {
      Variable variable = frame.variables().get(identifier.getName().toString());
      ExpressionTree value = variable == null ? null : variable.value();
      return variable != null && value != null && variable.holdsCode()
          ? code(value, frame)
          : Optional.empty();
    }
    return Optional.empty();
  }

  private List<Node> lambda(LambdaExpressionTree lambda, Frame frame) {
    lambda.getParameters().forEach(parameter -> flow.declare(parameter, frame));
    Optional<List<Node>> code = lambda.getBody() instanceof ExpressionTree expression
        ? code(expression, frame)
        : Optional.empty();
    return code.orElseGet(() -> flow.code(lambda.getBody(), frame));
  }

  private List<Node> reference(MemberReferenceTree reference, Frame frame) {
    String name = reference.getName().toString();
    return called(
        lookup.methods(reference.getQualifierExpression(), name, Lookup.ANY, frame), frame);
  }

  private void addCalled(MethodInvocationTree call, Frame frame) {
    List<Target> targets = lookup.methods(call, frame);
    flow.add(called(targets, frame));
    if (targets.isEmpty()) {
      addIfGivenSteps(name(call), call.getArguments(), frame);
    }
  }

  /** Adds that what has this name is out of sight, if these arguments of it hold the steps. */
  void addIfGivenSteps(String name, List<? extends ExpressionTree> arguments, Frame frame) {
    if (arguments.stream().anyMatch(argument -> lookup.isSteps(argument, frame))) {
      flow.add(StepGraph.unread(name + " is given the steps, and is not followed"));
    }
  }

  private static String name(MethodInvocationTree call) {
    return call.getMethodSelect() instanceof MemberSelectTree select
        ? select.getIdentifier().toString()
        : call.getMethodSelect().toString();
  }

  /** What happens in one of these methods. */
  private List<Node> called(List<Target> targets, Frame frame) {
    Set<List<Node>> ways = new LinkedHashSet<>();
    targets.forEach(target -> ways.add(called(target, frame)));
    if (ways.size() < 2) {
      return ways.stream().findFirst().orElse(List.of());
    }
    String name = targets.get(0).method().getSimpleName().toString();
    return List.of(
        StepGraph.unread("several methods are called " + name + ", and hold other steps"));
  }

  private List<Node> called(Target target, Frame frame) {
    String step = target.direct() ? null : code.stepId(target.method());
    if (step != null) {
      return List.of(StepGraph.step(step));
    }
    boolean isOwn = target.self().equals(frame.self());
    boolean takesSteps = lookup.takesSteps(target, frame);
    if (!isOwn && !takesSteps && !code.hasSteps(target.self())) {
      return List.of();
    }
    if (takesSteps && code.source(target.method()) == null) {
      return List.of(StepGraph.unread(target.method().getSimpleName()
          + " is given the steps, and its source is not in this build"));
    }
    return follow(target, false);
  }

  /** What is in the body of a method; nothing where its source is not in this build. */
  List<Node> follow(Target target, boolean isFunction) {
    MethodTree source = code.source(target.method());
    if (source == null) {
      return isFunction ? StepGraph.UNREAD.nodes() : List.of();
    }
    Node again = StepGraph.unread(target.method().getSimpleName() + " calls itself");
    if (within.contains(target.method())) {
      recursions++;
      return List.of(again);
    }
    List<Node> known = followed.get(target);
    if (known != null) {
      return known;
    }
    int before = recursions;
    within.push(target.method());
    List<Node> body = flow.body(source, code.frame(target.method(), target.self(), isFunction));
    within.pop();
    List<Node> held = isFunction ? body : Nodes.ifSteps(Tail.settled(body), again);
    if (recursions == before) {
      followed.put(target, held);
    }
    return held;
  }
}
