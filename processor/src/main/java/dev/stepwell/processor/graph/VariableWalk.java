package dev.stepwell.processor.graph;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/** A walk through a body that knows the variables that it has passed, and what is assigned. */
abstract class VariableWalk extends TreeScanner<@Nullable Void, ReaderFrame> {
  private final Code code;

  /** That whose elements the next lambda is given; null if it is given others. */
  private @Nullable ExpressionTree elementsOf;

  VariableWalk(Code code) {
    this.code = code;
  }

  /** Sees an assignment, an increment or a decrement. */
  abstract void assigned(ExpressionTree target, ReaderFrame frame);

  @Override
  public @Nullable Void visitVariable(VariableTree tree, ReaderFrame frame) {
    declare(tree, null, frame);
    return super.visitVariable(tree, frame);
  }

  @Override
  public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, ReaderFrame frame) {
    scan(tree.getExpression(), frame);
    declare(tree.getVariable(), tree.getExpression(), frame);
    return scan(tree.getStatement(), frame);
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
    scan(call.getMethodSelect(), frame);
    for (ExpressionTree argument : call.getArguments()) {
      elementsOf =
          argument instanceof LambdaExpressionTree ? CallReader.elementsGivenBy(call) : null;
      scan(argument, frame);
    }
    return null;
  }

  @Override
  public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, ReaderFrame frame) {
    ExpressionTree elements = elementsOf;
    elementsOf = null;
    tree.getParameters().forEach(parameter -> declare(parameter, elements, frame));
    return scan(tree.getBody(), frame);
  }

  private void declare(VariableTree tree, @Nullable ExpressionTree elementOf, ReaderFrame frame) {
    Tree type = tree.getType();
    Variable variable = new Variable(
        code.type(tree, frame),
        type == null ? "" : type.toString(),
        tree.getInitializer(),
        elementOf,
        tree.getModifiers());
    frame.variables().put(tree.getName().toString(), variable);
  }

  @Override
  public @Nullable Void visitAssignment(AssignmentTree tree, ReaderFrame frame) {
    assigned(tree.getVariable(), frame);
    super.visitAssignment(tree, frame);
    if (tree.getVariable() instanceof IdentifierTree identifier) {
      frame
          .variables()
          .computeIfPresent(
              identifier.getName().toString(), (name, variable) -> variable.changed());
    }
    return null;
  }

  @Override
  public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, ReaderFrame frame) {
    assigned(tree.getVariable(), frame);
    return super.visitCompoundAssignment(tree, frame);
  }

  @Override
  public @Nullable Void visitUnary(UnaryTree tree, ReaderFrame frame) {
    switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
        assigned(tree.getExpression(), frame);
      default -> {}
    }
    return super.visitUnary(tree, frame);
  }
}
