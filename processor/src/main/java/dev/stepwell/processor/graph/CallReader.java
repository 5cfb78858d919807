package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.TypeCastTree;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.Hazard;
import dev.stepwell.processor.model.KnownNames;
import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.model.StepGraph.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads calls: of steps, of methods that contain steps, and of methods with arguments that contain steps. */
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

  /** Methods of {@code Steps} that may be called inside a step too. */
  private static final Set<String> ANYWHERE = Set.of("attempt", "connection", "eventId", "runId");

  /** Methods of {@code Steps} whose first argument is no id. */
  private static final Set<String> PARALLEL = Set.of("forEach", "all");

  /** What takes texts for a log. */
  private static final Pattern LOG =
      Pattern.compile("(?i)(\\w+\\.)*_?log(ger)?|System\\.(out|err)");

  private final FlowReader flow;
  private final Code code;
  private final Lookup lookup;
  private final StepCalls steps;
  private final Handles handles;
  private final ParallelReader parallels;
  private final Implementations implementations;
  private final Watches watches;
  private final Followed followed = new Followed();

  /** That on which the call stands whose argument is being read, if it gives out its elements. */
  private @Nullable ExpressionTree elementsOf;

  CallReader(FlowReader flow, Code code, Lookup lookup, KnownNames known, Watches watches) {
    this.flow = flow;
    this.code = code;
    this.lookup = lookup;
    this.steps = new StepCalls(code, lookup, known);
    this.handles = new Handles(code, lookup, known);
    this.parallels = new ParallelReader(flow, this, code, watches);
    this.implementations = new Implementations(code, lookup);
    this.watches = watches;
  }

  /** The names of the secret fields in what the calls that were read store, sorted. */
  Set<String> secrets() {
    return steps.secrets();
  }

  /** The ids of the inline steps, with the JSON schemas of their results if known. */
  Map<String, Optional<String>> inline() {
    return steps.inline();
  }

  /** Whether a method has more nodes than a graph may have. */
  boolean isCut() {
    return followed.isCut();
  }

  /** Adds what happens in a call, its receiver and arguments first. */
  void add(MethodInvocationTree call, ReaderFrame frame) {
    read(call, frame);
    watches.calls().note(call, frame);
    watches.state().changed(call, frame);
    watches.effects().called(call, frame);
  }

  private void read(MethodInvocationTree call, ReaderFrame frame) {
    List<? extends ExpressionTree> arguments = call.getArguments();
    if (call.getMethodSelect() instanceof MemberSelectTree select) {
      ExpressionTree receiver = select.getExpression();
      String name = select.getIdentifier().toString();
      List<Node> held = receiver instanceof IdentifierTree || receiver instanceof MemberSelectTree
          ? code(receiver, frame).orElse(null)
          : null;
      if (held != null) {
        flow.scan(arguments, frame);
        flow.add(held);
        return;
      }
      if (LOG.matcher(receiver.toString()).matches()) {
        arguments.forEach(watches.effects()::unused);
      }
      flow.scan(receiver, frame);
      if (lookup.isSteps(receiver, frame)) {
        if (name.equals("connection")) {
          watches.notes().addAnywhere(Hazard.FLOW_CONNECTION, call, frame, code.text(call, frame));
        }
        if (!ANYWHERE.contains(name)) {
          watches.notes().addWithin(Hazard.STEPS_WITHIN_STEP, call, frame, name);
        }
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

  private void addOnSteps(
      String name, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (arguments.size() > 1 && !PARALLEL.contains(name)) {
      watches.calls().noteId(arguments.get(0), frame);
    }
    switch (name) {
      case "run" -> readStep(arguments, frame);
      case "runInTransaction" -> {
        if (!arguments.isEmpty()) {
          watches.bodies().transaction(arguments.get(arguments.size() - 1), frame);
        }
        readStep(arguments, frame);
      }
      case "forEach" -> parallels.addForEach(arguments, frame);
      case "all" -> parallels.addAll(arguments, frame);
      case "race" -> parallels.addRace(arguments, frame);
      default -> flow.scan(arguments, frame);
    }
    StepGraph.Step step = steps.step(name, arguments, frame);
    if (step != null) {
      flow.add(step);
    }
    watches.durations().note(name, arguments, step, frame);
    watches.results().note(name, arguments, frame);
    watches.sends().note(name, arguments, frame);
    watches.races().note(name, arguments, frame);
    if (name.equals("invoke") && arguments.size() > 1) {
      noteInvoke(arguments.get(1), frame);
    }
  }

  private void noteInvoke(ExpressionTree handle, ReaderFrame frame) {
    FunctionModel invoked = handles.function(handle, frame);
    if (invoked != null) {
      watches.notes().addInvoke(invoked.storedId(), handle, frame);
    }
  }

  /** Reads an inline step; in its code, only nested steps are noted, as faults. */
  private void readStep(List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (arguments.isEmpty()) {
      return;
    }
    int last = arguments.size() - 1;
    flow.scan(arguments.subList(0, last), frame);
    Runnable reading = () -> flow.collect(() -> code(arguments.get(last), frame));
    watches
        .notes()
        .inStep(
            code.text(arguments.get(0), frame),
            () -> watches.effects().inStep(frame, () -> followed.inStep(reading)));
  }

  /**
   * Adds the arguments, and what is in the code among them.
   *
   * @param over the elements that the code is called for; null if unknown
   */
  private void addArguments(MethodInvocationTree call, @Nullable String over, ReaderFrame frame) {
    int position = -1;
    for (ExpressionTree argument : call.getArguments()) {
      position++;
      if (isConnection(argument, frame) && isStep(lookup.methods(call, frame))) {
        continue;
      }
      Optional<List<Node>> held = withElements(call, () -> code(argument, frame));
      if (!held.orElse(List.of()).isEmpty()) {
        noteOrder(call, over, held.get(), frame);
        watches.calls().noteSteps(call, frame);
        watches.state().given(call, position, frame);
      }
      if (held.isEmpty()) {
        flow.scan(argument, frame);
      } else if (over != null) {
        flow.add(Nodes.loop(over, held.get()));
      } else if (!held.get().isEmpty()) {
        flow.add(StepGraph.unread(
            name(call) + " is passed code with steps: " + code.text(argument, frame)));
      }
    }
  }

  /** Whether this is the argument that a flow passes for the connection of a step. */
  boolean isConnection(@Nullable ExpressionTree tree, ReaderFrame frame) {
    return tree instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("connection")
        && lookup.isSteps(select.getExpression(), frame);
  }

  private boolean isStep(List<Target> targets) {
    return targets.stream().anyMatch(target -> code.stepId(target.method()) != null);
  }

  private void noteOrder(
      MethodInvocationTree call, @Nullable String over, List<Node> held, ReaderFrame frame) {
    if (over != null
        && Nodes.haveOrder(held)
        && call.getMethodSelect() instanceof MemberSelectTree select) {
      watches.state().ordered(select.getExpression(), frame);
    }
  }

  private String over(ExpressionTree receiver, ReaderFrame frame) {
    return code.text(receiver, frame)
        .replaceFirst("\\.(stream|parallelStream|iterator)\\(\\)$", "");
  }

  /** Adds that this code holds steps, if it does, and that it is called out of sight. */
  void addUnread(ExpressionTree tree, String words, ReaderFrame frame) {
    if (holdsSteps(tree, frame)) {
      flow.add(StepGraph.unread("it is unknown where this is called: " + words));
    }
  }

  /** Whether this is code that holds steps. */
  boolean holdsSteps(ExpressionTree tree, ReaderFrame frame) {
    return code(tree, frame).map(held -> !held.isEmpty()).orElse(false);
  }

  /** What is in a lambda, in a method by reference, or in a variable that holds one; empty if it is another expression. */
  Optional<List<Node>> code(ExpressionTree tree, ReaderFrame frame) {
    if (tree instanceof ParenthesizedTree parenthesized) {
      return code(parenthesized.getExpression(), frame);
    } else if (tree instanceof TypeCastTree cast) {
      return code(cast.getExpression(), frame);
    } else if (tree instanceof LambdaExpressionTree lambda) {
      return Optional.of(lambda(lambda, frame.inLambda()));
    } else if (tree instanceof MemberReferenceTree reference) {
      return Optional.of(reference(reference, frame));
    } else if (tree instanceof IdentifierTree identifier) {
      Variable variable = lookup.variable(identifier, frame);
      ExpressionTree value = variable == null ? null : variable.value();
      return variable != null && value != null && variable.holdsCode()
          ? watches.notes().under(variable.modifiers(), frame, () -> kept(value, tree, frame))
          : variable == null ? ofField(identifier, frame) : Optional.empty();
    }
    return tree instanceof MemberSelectTree select ? ofField(select, frame) : Optional.empty();
  }

  /** The content of the code that a field of the class is set to permanently; empty if it is something else. */
  private Optional<List<Node>> ofField(ExpressionTree tree, ReaderFrame frame) {
    ExpressionTree value = code.constant(watches.calls().field(tree, frame), frame);
    return value != null && Variable.isCode(value)
        ? kept(value, tree, frame.inField())
        : Optional.empty();
  }

  /** The content of a lambda or method reference that a variable or field of this name keeps. */
  private Optional<List<Node>> kept(ExpressionTree value, ExpressionTree name, ReaderFrame frame) {
    Use use = new Use(value, elementsOf, watches.effects().around());
    return Optional.of(
        followed.of(value, use, name.toString(), () -> code(value, frame).orElse(List.of())));
  }

  /**
   * Code that a variable or field keeps.
   *
   * @param elements that whose elements it is called for; null if unknown
   * @param around the variables around the step and the branch that call it
   */
  private record Use(ExpressionTree value, @Nullable ExpressionTree elements, Object around) {}

  /** Reads code among the arguments of a call: its parameter is an element of that on which it is called. */
  private <T> T withElements(MethodInvocationTree call, Supplier<T> reading) {
    ExpressionTree around = elementsOf;
    elementsOf = elementsGivenBy(call);
    T read = reading.get();
    elementsOf = around;
    return read;
  }

  /** That whose elements this call gives to the code that it is given; null if it gives others. */
  static @Nullable ExpressionTree elementsGivenBy(MethodInvocationTree call) {
    return call.getMethodSelect() instanceof MemberSelectTree select
            && FOR_EACH.contains(select.getIdentifier().toString())
        ? select.getExpression()
        : null;
  }

  private List<Node> lambda(LambdaExpressionTree lambda, ReaderFrame frame) {
    ExpressionTree elements = elementsOf;
    elementsOf = null;
    lambda.getParameters().forEach(parameter -> flow.declare(parameter, elements, frame));
    Optional<List<Node>> code = Optional.empty();
    if (lambda.getBody() instanceof ExpressionTree expression) {
      watches.effects().unused(expression);
      code = code(expression, frame);
    }
    return code.orElseGet(() -> flow.code(lambda.getBody(), frame));
  }

  private List<Node> reference(MemberReferenceTree reference, ReaderFrame frame) {
    watches.calls().note(reference, frame);
    watches.state().changed(reference, frame);
    watches.effects().referred(reference, frame);
    List<Target> targets = lookup.methods(reference, frame);
    watches.calls().noteTarget(reference, reference.getQualifierExpression(), targets, frame);
    return called(reference, reference.getName().toString(), targets, frame);
  }

  private void addCalled(MethodInvocationTree call, ReaderFrame frame) {
    List<Target> targets = lookup.methods(call, frame);
    if (call.getMethodSelect() instanceof MemberSelectTree select) {
      watches.calls().noteTarget(call, select.getExpression(), targets, frame);
    }
    flow.add(called(call, name(call), targets, frame));
    if (targets.isEmpty()) {
      addIfGivenSteps(name(call), call.getArguments(), frame);
    }
  }

  /** Adds that what has this name is out of sight, if these arguments of it hold the steps. */
  void addIfGivenSteps(String name, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (arguments.stream().anyMatch(argument -> lookup.isSteps(argument, frame))) {
      flow.add(StepGraph.unread(name + " takes the Steps and cannot be followed"));
    }
  }

  private static String name(MethodInvocationTree call) {
    return call.getMethodSelect() instanceof MemberSelectTree select
        ? select.getIdentifier().toString()
        : call.getMethodSelect().toString();
  }

  /** What happens in one of these methods, which are called here. */
  private List<Node> called(
      ExpressionTree at, String name, List<Target> targets, ReaderFrame frame) {
    if (targets.size() == 1) {
      Target executed = implementations.of(targets.get(0), at, frame);
      followOther(at, executed.method(), executed, frame);
    }
    List<Node> held = called(targets, frame);
    if (!Nodes.ifSteps(held).isEmpty()) {
      watches.notes().addWithin(Hazard.STEP_WITHIN_STEP, at, frame, name);
    }
    return held;
  }

  /** Reads a method or constructor of another class for what it does between steps. */
  private void followOther(
      ExpressionTree at, ExecutableElement method, Target target, ReaderFrame frame) {
    if (watches.notes().isOff()) {
      return;
    }
    boolean isOther = !target.self().equals(frame.self())
        && !target.self().getSimpleName().toString().isEmpty()
        && code.stepId(method) == null
        && !lookup.takesSteps(target, frame)
        && !code.hasSteps(target.self());
    if (isOther && !watches.notes().isInStep() && code.source(method) != null) {
      String name = target.self().getSimpleName()
          + (method.getKind() == ElementKind.CONSTRUCTOR ? "" : "." + method.getSimpleName());
      watches.notes().inOther(at, frame, name, () -> follow(target, false));
    }
  }

  /** Reads the constructor and the fields of an object that is created between steps. */
  void made(NewClassTree tree, ReaderFrame frame) {
    if (watches.notes().isOff()) {
      return;
    }
    TypeElement type = lookup.types().element(lookup.named(tree.getIdentifier(), frame), frame);
    if (type == null
        || watches.notes().isInStep()
        || tree.getIdentifier().toString().contains("Durable")) {
      return;
    }
    List<ExecutableElement> constructors =
        code.constructors(type, tree.getArguments().size());
    if (constructors.size() == 1) {
      ExecutableElement constructor = constructors.get(0);
      followOther(tree, constructor, new Target(constructor, type, false), frame);
    }
    ReaderFrame inside = code.frame(type);
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      ExpressionTree value =
          field.getModifiers().contains(Modifier.STATIC) ? null : code.initializer(field);
      if (inside != null && value != null && !Variable.isCode(value)) {
        String name = type.getSimpleName().toString();
        Supplier<List<Node>> reading = () -> flow.collect(() -> flow.scan(value, inside));
        watches.notes().inOther(tree, frame, name, () -> followed.of(value, value, name, reading));
      }
    }
  }

  private List<Node> called(List<Target> targets, ReaderFrame frame) {
    Set<List<Node>> ways = new LinkedHashSet<>();
    targets.forEach(target -> ways.add(called(target, frame)));
    if (ways.size() < 2) {
      return ways.stream().findFirst().orElse(List.of());
    }
    String name = targets.get(0).method().getSimpleName().toString();
    return List.of(
        StepGraph.unread("several methods are named " + name + ", with different steps"));
  }

  private List<Node> called(Target target, ReaderFrame frame) {
    String step = target.direct() ? null : code.stepId(target.method());
    if (step != null) {
      watches.effects().setIn(watches.bodies().fields(target.method(), target.self()));
      return List.of(StepGraph.step(step));
    }
    boolean isOwn = target.self().equals(frame.self());
    boolean takesSteps = lookup.takesSteps(target, frame);
    if (!isOwn && !takesSteps && !code.hasSteps(target.self())) {
      return List.of();
    }
    if (takesSteps && code.source(target.method()) == null) {
      return List.of(StepGraph.unread(target.method().getSimpleName()
          + " takes the Steps, but its source is not in this build"));
    }
    return follow(target, false);
  }

  /** Notes a statement by which a method with steps calls itself in any case. */
  private void noteRecursion(
      ExecutableElement method, MethodTree source, List<Node> held, ReaderFrame frame) {
    if (!code.isAttributed()
        || Nodes.ifSteps(held).isEmpty()
        || Leaving.leavesLoop(source.getBody())) {
      return;
    }
    for (StatementTree statement : source.getBody().getStatements()) {
      if (statement instanceof ExpressionStatementTree expression
          && expression.getExpression() instanceof MethodInvocationTree call
          && method.equals(code.element(call.getMethodSelect(), frame))) {
        watches.notes().add(Hazard.ENDLESS_LOOP, call, frame, code.text(call, frame));
      }
    }
  }

  private List<Node> body(ExecutableElement method, MethodTree source, ReaderFrame frame) {
    List<Node> body = flow.body(source, frame);
    if (method.getModifiers().contains(Modifier.SYNCHRONIZED)
        && !Nodes.ifSteps(body).isEmpty()) {
      String lock = "synchronized " + method.getSimpleName();
      watches.notes().add(Hazard.HELD_LOCK, source, frame, lock);
    }
    return body;
  }

  /** What is in the body of a method; empty if its source is not in this build. */
  List<Node> follow(Target target, boolean isFunction) {
    MethodTree source = code.source(target.method());
    if (source == null) {
      return isFunction ? StepGraph.UNREAD.nodes() : List.of();
    }
    String name = target.method().getSimpleName().toString();
    return followed.of(target.method(), target, name, () -> {
      ReaderFrame inside = code.frame(target.method(), target.self(), isFunction);
      List<Node> body = watches
          .notes()
          .inMethod(target.method(), inside, () -> body(target.method(), source, inside));
      List<Node> held = isFunction ? body : Nodes.ifSteps(Tail.settled(body), Followed.again(name));
      noteRecursion(target.method(), source, held, inside);
      return held;
    });
  }
}
