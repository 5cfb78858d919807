package dev.stepwell.processor.graph;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/** Determines how often a loop such as {@code for (int i = 0; i < 3; i++)} repeats its body. */
final class LoopCount {
  private final Constants constants;

  LoopCount(Constants constants) {
    this.constants = constants;
  }

  /** How often the whole body is executed for certain. */
  long of(ForLoopTree loop, ReaderFrame frame) {
    if (loop.getInitializer().size() != 1
        || !(loop.getInitializer().get(0) instanceof VariableTree counter)
        || counter.getInitializer() == null
        || !(loop.getCondition() instanceof BinaryTree condition)
        || !isStep(loop, counter.getName().toString())
        || !condition.getLeftOperand().toString().contentEquals(counter.getName())
        || !(constants.value(counter.getInitializer(), frame) instanceof Number from)
        || !(constants.value(condition.getRightOperand(), frame) instanceof Number to)
        || mayEndEarly(loop.getStatement(), counter.getName().toString())) {
      return 0;
    }
    return switch (condition.getKind()) {
      case LESS_THAN -> to.longValue() - from.longValue();
      case LESS_THAN_EQUAL -> to.longValue() - from.longValue() + 1;
      default -> 0;
    };
  }

  /** Whether the update of a loop adds one to its counter. */
  private static boolean isStep(ForLoopTree loop, String counter) {
    if (loop.getUpdate().size() != 1) {
      return false;
    }
    ExpressionStatementTree update = loop.getUpdate().get(0);
    if (update.getExpression() instanceof CompoundAssignmentTree sum) {
      return sum.getKind() == Tree.Kind.PLUS_ASSIGNMENT
          && sum.getVariable().toString().equals(counter)
          && sum.getExpression().toString().equals("1");
    }
    return update.getExpression() instanceof UnaryTree unary
        && unary.getExpression().toString().equals(counter)
        && (unary.getKind() == Tree.Kind.POSTFIX_INCREMENT
            || unary.getKind() == Tree.Kind.PREFIX_INCREMENT);
  }

  private static boolean mayEndEarly(Tree body, String counter) {
    boolean continues = Boolean.TRUE.equals(
        new TreeScanner<@Nullable Boolean, @Nullable Void>() {
          @Override
          public Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
            return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
          }

          @Override
          public Boolean visitContinue(ContinueTree tree, @Nullable Void none) {
            return true;
          }
        }.scan(body, null));
    return continues || Leaving.leavesLoop(body) || Leaving.assigns(counter, body);
  }
}
