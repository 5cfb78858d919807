package dev.stepwell.processor.graph;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import dev.stepwell.processor.model.StepGraph.Node;
import dev.stepwell.processor.model.StepGraph.Way;
import java.util.List;

/** Reads what a condition decides as two ways: {@code if}, the conditional expression, {@code &&} and {@code ||}. */
final class ChoiceReader {
  private final FlowReader flow;
  private final Code code;

  ChoiceReader(FlowReader flow, Code code) {
    this.flow = flow;
    this.code = code;
  }

  /**
   * Adds statements. If one branch of an {@code if} leaves the block, the following statements belong to the other
   * branch.
   */
  void addStatements(List<? extends StatementTree> statements, ReaderFrame frame) {
    for (int i = 0; i < statements.size(); i++) {
      if (statements.get(i) instanceof IfTree choice) {
        List<? extends StatementTree> rest = statements.subList(i + 1, statements.size());
        boolean leavesIfSo = Leaving.quietly(choice.getThenStatement(), frame);
        boolean leavesOtherwise = Leaving.quietly(choice.getElseStatement(), frame);
        if (leavesIfSo != leavesOtherwise) {
          add(choice, leavesOtherwise ? rest : List.of(), leavesIfSo ? rest : List.of(), frame);
          return;
        }
      }
      flow.scan(statements.get(i), frame);
    }
  }

  void add(IfTree choice, ReaderFrame frame) {
    add(choice, List.of(), List.of(), frame);
  }

  private void add(
      IfTree choice,
      List<? extends StatementTree> ifSo,
      List<? extends StatementTree> otherwise,
      ReaderFrame frame) {
    flow.scan(choice.getCondition(), frame);
    List<Node> yes = flow.collect(() -> {
      flow.scan(choice.getThenStatement(), frame);
      addStatements(ifSo, frame);
    });
    List<Node> no = flow.collect(() -> {
      flow.scan(choice.getElseStatement(), frame);
      addStatements(otherwise, frame);
    });
    add(choice.getCondition(), yes, no, frame);
  }

  void add(ConditionalExpressionTree choice, ReaderFrame frame) {
    flow.scan(choice.getCondition(), frame);
    add(
        choice.getCondition(),
        flow.collect(choice.getTrueExpression(), frame),
        flow.collect(choice.getFalseExpression(), frame),
        frame);
  }

  /** Adds what is in an operation, whose right side {@code &&} and {@code ||} do not always reach. */
  void add(BinaryTree operation, ReaderFrame frame) {
    flow.scan(operation.getLeftOperand(), frame);
    List<Node> right = flow.collect(operation.getRightOperand(), frame);
    switch (operation.getKind()) {
      case CONDITIONAL_AND -> add(operation.getLeftOperand(), right, List.of(), frame);
      case CONDITIONAL_OR -> add(operation.getLeftOperand(), List.of(), right, frame);
      default -> flow.add(right);
    }
  }

  private void add(ExpressionTree on, List<Node> yes, List<Node> otherwise, ReaderFrame frame) {
    flow.add(Nodes.choice(
        condition(on, frame), List.of(new Way("yes", yes), new Way("otherwise", otherwise))));
  }

  /** The text of a condition, without the parentheses around it. */
  String condition(ExpressionTree condition, ReaderFrame frame) {
    return condition instanceof ParenthesizedTree parenthesized
        ? condition(parenthesized.getExpression(), frame)
        : code.text(condition, frame);
  }
}
