package dev.stepwell.processor.graph;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import dev.stepwell.processor.model.AllowModel;
import dev.stepwell.processor.model.BodyModel;
import dev.stepwell.processor.model.Hazard;
import dev.stepwell.processor.model.HazardModel;
import dev.stepwell.processor.model.KnownNames;
import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.model.StepGraph.Node;
import dev.stepwell.processor.model.StepGraph.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the body of a function into nodes, in the order in which its parts are evaluated. */
final class FlowReader extends TreeScanner<@Nullable Void, ReaderFrame> {
  private final Code code;
  private final Lookup lookup;
  private final CallReader calls;
  private final Constants constants;
  private final CaseReader cases;
  private final ChoiceReader choices;
  private final Watches watches;
  private List<Node> nodes = new ArrayList<>();

  /** Whether the innermost statement that {@code break} leaves is a loop, and no {@code switch}. */
  private boolean breaksLoop;

  /**
   * Reads functions.
   *
   * @param limit how long a run of the function may take; null for no limit
   */
  FlowReader(Code code, KnownNames known, @Nullable Duration limit) {
    this.code = code;
    this.lookup = new Lookup(code);
    this.watches = Watches.of(code, lookup, known, limit);
    this.calls = new CallReader(this, code, lookup, known, watches);
    this.constants = new Constants(lookup);
    this.cases = new CaseReader(this, code);
    this.choices = new ChoiceReader(this, code);
  }

  /** Reads a function of this class. */
  BodyModel function(TypeElement type, ExecutableElement function) {
    List<Node> found = calls.follow(new Target(function, type, false), true);
    watches.effects().end();
    watches.durations().end(found);
    List<Node> all = Tail.cut(found);
    return new BodyModel(
        graph(all),
        calls.inline(),
        calls.secrets(),
        watches.notes().hazards(),
        watches.notes().invokes(),
        watches.notes().allows());
  }

  private StepGraph graph(List<Node> nodes) {
    int count = Nodes.count(nodes);
    if (!calls.isCut() && count <= Nodes.MAX) {
      return new StepGraph(nodes);
    }
    String number = calls.isCut() ? "more than " + Nodes.MAX : String.valueOf(count);
    return StepGraph.of(StepGraph.unread("there are " + number + " nodes, too many for a graph"));
  }

  /** Notes the hazards in the body of a step of this class. */
  List<HazardModel> step(TypeElement type, ExecutableElement step, boolean isTransactional) {
    watches.bodies().read(step, type, isTransactional);
    return watches.notes().hazards();
  }

  /** What is allowed in what was read. */
  Set<AllowModel> allows() {
    return watches.notes().allows();
  }

  /** What a method's body holds; the method is in source. */
  List<Node> body(MethodTree method, ReaderFrame frame) {
    return collect(false, () -> scan(method.getBody(), frame));
  }

  /** What code holds that may be called from elsewhere. */
  List<Node> code(Tree tree, ReaderFrame frame) {
    return Nodes.ifSteps(Tail.settled(collect(false, () -> scan(tree, frame))));
  }

  /** What is added meanwhile. */
  List<Node> collect(Runnable reading) {
    List<Node> around = nodes;
    nodes = new ArrayList<>();
    try {
      reading.run();
      return nodes;
    } finally {
      nodes = around;
    }
  }

  /** What is in this. */
  List<Node> collect(@Nullable Tree tree, ReaderFrame frame) {
    return collect(() -> scan(tree, frame));
  }

  /** Reads a body whose {@code break} leaves a loop, or not. */
  private List<Node> collect(boolean breaksLoop, Runnable reading) {
    boolean around = this.breaksLoop;
    this.breaksLoop = breaksLoop;
    try {
      return collect(reading);
    } finally {
      this.breaksLoop = around;
    }
  }

  void add(Node node) {
    nodes.add(node);
  }

  void add(List<Node> more) {
    nodes.addAll(more);
  }

  void declare(VariableTree variable, ReaderFrame frame) {
    declare(variable, null, frame);
  }

  /**
   * Registers a variable.
   *
   * @param elementOf the collection or array of which it is an element; null if it is none
   */
  void declare(VariableTree variable, @Nullable ExpressionTree elementOf, ReaderFrame frame) {
    Tree type = variable.getType();
    TypeMirror resolved = code.type(variable, frame);
    frame
        .variables()
        .put(
            variable.getName().toString(),
            new Variable(
                resolved != null
                    ? resolved
                    : type == null && variable.getInitializer() != null
                        ? lookup.type(variable.getInitializer(), frame)
                        : lookup.named(type, frame),
                type == null ? "" : type.toString(),
                variable.getInitializer(),
                elementOf,
                variable.getModifiers()));
  }

  @Override
  public @Nullable Void visitVariable(VariableTree tree, ReaderFrame frame) {
    ExpressionTree value = tree.getInitializer();
    boolean isCode = value != null && Variable.isCode(value);
    add(watches
        .notes()
        .under(
            tree.getModifiers(),
            frame,
            () -> collect(isCode || calls.isConnection(value, frame) ? null : value, frame)));
    declare(tree, frame);
    return null;
  }

  @Override
  public @Nullable Void visitBlock(BlockTree tree, ReaderFrame frame) {
    choices.addStatements(tree.getStatements(), frame);
    return null;
  }

  @Override
  public @Nullable Void visitIf(IfTree tree, ReaderFrame frame) {
    choices.add(tree, frame);
    return null;
  }

  @Override
  public @Nullable Void visitConditionalExpression(
      ConditionalExpressionTree tree, ReaderFrame frame) {
    choices.add(tree, frame);
    return null;
  }

  @Override
  public @Nullable Void visitBinary(BinaryTree tree, ReaderFrame frame) {
    choices.add(tree, frame);
    return null;
  }

  @Override
  public @Nullable Void visitSwitch(SwitchTree tree, ReaderFrame frame) {
    addSwitch(tree.getExpression(), tree.getCases(), false, frame);
    return null;
  }

  @Override
  public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, ReaderFrame frame) {
    addSwitch(tree.getExpression(), tree.getCases(), true, frame);
    return null;
  }

  private void addSwitch(
      ExpressionTree on, List<? extends CaseTree> cases, boolean isComplete, ReaderFrame frame) {
    scan(on, frame);
    add(Nodes.choice(choices.condition(on, frame), this.cases.ways(cases, isComplete, frame)));
  }

  /** Reads a case of a {@code switch}, which {@code break} leaves. */
  List<Node> held(CaseTree at, ReaderFrame frame) {
    return collect(false, () -> {
      scan(CaseReader.guard(at), frame);
      scan(at.getBody(), frame);
      choices.addStatements(CaseReader.statements(at), frame);
    });
  }

  @Override
  public @Nullable Void visitForLoop(ForLoopTree tree, ReaderFrame frame) {
    scan(tree.getInitializer(), frame);
    List<Node> held = collect(true, () -> {
      scan(tree.getCondition(), frame);
      scan(tree.getStatement(), frame);
      scan(tree.getUpdate(), frame);
    });
    ExpressionTree condition = tree.getCondition();
    List<Tree> repeated = new ArrayList<>(tree.getUpdate());
    repeated.add(tree.getStatement());
    endless(tree, condition, repeated, held, frame);
    List<Node> loop =
        Nodes.loop(condition == null ? "true" : choices.condition(condition, frame), held);
    watches.durations().repeated(loop, new LoopCount(constants).of(tree, frame));
    add(loop);
    return null;
  }

  @Override
  public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, ReaderFrame frame) {
    scan(tree.getExpression(), frame);
    declare(tree.getVariable(), tree.getExpression(), frame);
    List<Node> held = collect(true, () -> scan(tree.getStatement(), frame));
    if (Nodes.haveOrder(held)) {
      watches.state().ordered(tree.getExpression(), frame);
    }
    add(Nodes.loop(code.text(tree.getExpression(), frame), held));
    return null;
  }

  @Override
  public @Nullable Void visitWhileLoop(WhileLoopTree tree, ReaderFrame frame) {
    List<Node> held = collect(true, () -> super.visitWhileLoop(tree, frame));
    if (Nodes.haveOrder(held)
        && plain(tree.getCondition()) instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("hasNext")) {
      watches.state().ordered(select.getExpression(), frame);
    }
    endless(tree, tree.getCondition(), List.of(tree.getStatement()), held, frame);
    add(Nodes.loop(choices.condition(tree.getCondition(), frame), held));
    return null;
  }

  @Override
  public @Nullable Void visitDoWhileLoop(DoWhileLoopTree tree, ReaderFrame frame) {
    List<Node> held = collect(true, () -> super.visitDoWhileLoop(tree, frame));
    endless(tree, tree.getCondition(), List.of(tree.getStatement()), held, frame);
    add(Nodes.loop(choices.condition(tree.getCondition(), frame), held));
    return null;
  }

  /**
   * Notes a loop with steps that has no end.
   *
   * @param repeated what it repeats: its body, and the update of a {@code for}
   */
  private void endless(
      Tree loop,
      @Nullable ExpressionTree condition,
      List<? extends Tree> repeated,
      List<Node> held,
      ReaderFrame frame) {
    if (!Nodes.ifSteps(held).isEmpty()
        && isAlwaysTrue(condition, repeated, frame)
        && repeated.stream().noneMatch(Leaving::leavesLoop)) {
      String text = code.text(loop, frame).replaceFirst("\\s*\\{.*", "");
      watches.notes().add(Hazard.ENDLESS_LOOP, loop, frame, text);
    }
  }

  /** Whether a condition is true each time, as a constant or as a variable that the loop does not set. */
  private boolean isAlwaysTrue(
      @Nullable ExpressionTree condition, List<? extends Tree> repeated, ReaderFrame frame) {
    if (condition instanceof ParenthesizedTree parenthesized) {
      return isAlwaysTrue(parenthesized.getExpression(), repeated, frame);
    } else if (condition instanceof UnaryTree not
        && not.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
      ExpressionTree ends = plain(not.getExpression());
      return ends.toString().equals("Thread.currentThread().isInterrupted()")
          || Boolean.FALSE.equals(constants.value(ends, frame));
    }
    if (condition == null) {
      return true;
    }
    Variable variable = lookup.variable(condition, frame);
    if (variable != null && variable.value() instanceof LiteralTree literal) {
      String name = condition.toString();
      return Boolean.TRUE.equals(literal.getValue())
          && repeated.stream().noneMatch(part -> Leaving.assigns(name, part));
    }
    return Boolean.TRUE.equals(constants.value(condition, frame));
  }

  private static ExpressionTree plain(ExpressionTree tree) {
    return tree instanceof ParenthesizedTree parenthesized
        ? plain(parenthesized.getExpression())
        : tree;
  }

  @Override
  public @Nullable Void visitTry(TryTree tree, ReaderFrame frame) {
    List<Node> held = collect(() -> {
      scan(tree.getResources(), frame);
      scan(tree.getBlock(), frame);
    });
    boolean isAroundSteps = !Nodes.ifSteps(held).isEmpty();
    if (isAroundSteps) {
      watches.state().caught(tree, frame);
      watches.failures().caught(tree, frame);
      for (Tree resource : tree.getResources()) {
        String text = code.text(resource, frame).replaceFirst(";$", "");
        watches.notes().add(Hazard.OPEN_RESOURCE, resource, frame, text);
      }
    }
    List<Way> handlers = new ArrayList<>();
    for (CatchTree handler : tree.getCatches()) {
      if (IgnoredInterrupts.areIn(handler)) {
        String caught = handler.getParameter().toString().replaceFirst("^final ", "");
        watches
            .notes()
            .addWithin(Hazard.SWALLOWED_INTERRUPT, handler.getParameter(), frame, caught);
      }
      declare(handler.getParameter(), frame);
      String label = handler.getParameter().getType().toString().replaceAll("[\\w$]+\\.", "");
      handlers.add(new Way(label, collect(handler.getBlock(), frame)));
    }
    List<Node> atLast = collect(tree.getFinallyBlock(), frame);
    if (isAroundSteps) {
      watches.state().leaving(tree.getFinallyBlock(), frame);
    }
    if (isAroundSteps && Nodes.ifSteps(atLast).isEmpty()) {
      watches.state().atLast(tree.getFinallyBlock(), frame);
    }
    add(Nodes.guarded(held, handlers, atLast));
    return null;
  }

  @Override
  public @Nullable Void visitSynchronized(SynchronizedTree tree, ReaderFrame frame) {
    scan(tree.getExpression(), frame);
    List<Node> held = collect(tree.getBlock(), frame);
    if (!Nodes.ifSteps(held).isEmpty()) {
      String lock = "synchronized " + code.text(tree.getExpression(), frame);
      watches.notes().add(Hazard.HELD_LOCK, tree, frame, lock);
    }
    add(held);
    return null;
  }

  @Override
  public @Nullable Void visitExpressionStatement(ExpressionStatementTree tree, ReaderFrame frame) {
    watches.effects().unused(tree.getExpression());
    return super.visitExpressionStatement(tree, frame);
  }

  @Override
  public @Nullable Void visitInstanceOf(InstanceOfTree tree, ReaderFrame frame) {
    super.visitInstanceOf(tree, frame);
    if (tree.getPattern() instanceof BindingPatternTree pattern) {
      declare(pattern.getVariable(), tree.getExpression(), frame);
    }
    return null;
  }

  @Override
  public @Nullable Void visitBreak(BreakTree tree, ReaderFrame frame) {
    if (breaksLoop && tree.getLabel() == null) {
      add(Nodes.BREAK);
    }
    return null;
  }

  @Override
  public @Nullable Void visitReturn(ReturnTree tree, ReaderFrame frame) {
    super.visitReturn(tree, frame);
    add(frame.endsFunction() ? StepGraph.end("return") : Nodes.LEAVE);
    return null;
  }

  @Override
  public @Nullable Void visitThrow(ThrowTree tree, ReaderFrame frame) {
    super.visitThrow(tree, frame);
    add(StepGraph.end("throw"));
    return null;
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, ReaderFrame frame) {
    calls.add(tree, frame);
    return null;
  }

  @Override
  public @Nullable Void visitMemberSelect(MemberSelectTree tree, ReaderFrame frame) {
    super.visitMemberSelect(tree, frame);
    watches.calls().note(tree, frame);
    watches.calls().noteField(tree, frame);
    watches.effects().read(tree, frame);
    return null;
  }

  @Override
  public @Nullable Void visitAssignment(AssignmentTree tree, ReaderFrame frame) {
    if (!(tree.getVariable() instanceof IdentifierTree)) {
      scan(tree.getVariable(), frame);
    }
    scan(tree.getExpression(), frame);
    assigned(tree.getVariable(), frame);
    return null;
  }

  private void assigned(ExpressionTree target, ReaderFrame frame) {
    watches.state().assigned(target, frame);
    watches.effects().assigned(target, frame);
    if (target instanceof IdentifierTree identifier) {
      frame
          .variables()
          .computeIfPresent(
              identifier.getName().toString(),
              (name, variable) -> variable.holdsCode() ? variable : variable.changed());
    }
  }

  @Override
  public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, ReaderFrame frame) {
    super.visitCompoundAssignment(tree, frame);
    assigned(tree.getVariable(), frame);
    return null;
  }

  @Override
  public @Nullable Void visitUnary(UnaryTree tree, ReaderFrame frame) {
    super.visitUnary(tree, frame);
    switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
        assigned(tree.getExpression(), frame);
      default -> {}
    }
    return null;
  }

  @Override
  public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, ReaderFrame frame) {
    calls.addUnread(tree, code.text(tree, frame), frame);
    return null;
  }

  @Override
  public @Nullable Void visitMemberReference(MemberReferenceTree tree, ReaderFrame frame) {
    calls.addUnread(tree, code.text(tree, frame), frame);
    return null;
  }

  @Override
  public @Nullable Void visitIdentifier(IdentifierTree tree, ReaderFrame frame) {
    Variable variable = frame.variables().get(tree.getName().toString());
    if (variable != null && variable.holdsCode()) {
      calls.addUnread(tree, tree.getName().toString(), frame);
    }
    watches.effects().named(tree, frame);
    watches.calls().noteField(tree, frame);
    return null;
  }

  @Override
  public @Nullable Void visitNewClass(NewClassTree tree, ReaderFrame frame) {
    scan(tree.getEnclosingExpression(), frame);
    scan(tree.getArguments(), frame);
    calls.addIfGivenSteps("new " + tree.getIdentifier(), tree.getArguments(), frame);
    if (watches.calls().isThread(tree, frame)
        && tree.getArguments().stream().anyMatch(argument -> calls.holdsSteps(argument, frame))) {
      watches.calls().noteSteps(tree, frame);
    }
    watches.calls().note(tree, frame);
    calls.made(tree, frame);
    ClassTree body = tree.getClassBody();
    if (body != null && !methods(body, frame.inLambda()).isEmpty()) {
      add(StepGraph.unread("an object of an anonymous class has steps: " + tree.getIdentifier()));
    }
    return null;
  }

  private List<Node> methods(ClassTree type, ReaderFrame frame) {
    return Nodes.ifSteps(collect(false, () -> super.visitClass(type, frame)));
  }

  /** Classes in a body are not entered: it is not seen where their methods are called. */
  @Override
  public @Nullable Void visitClass(ClassTree tree, ReaderFrame frame) {
    frame.variables().put(tree.getSimpleName().toString(), Variable.UNKNOWN);
    return null;
  }
}
