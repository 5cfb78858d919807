package dev.stepwell.processor.graph;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Determines which statements always leave their block. */
final class Leaving {
  private Leaving() {}

  /** Whether it leaves by a jump other than the end of the function. */
  static boolean quietly(@Nullable StatementTree statement, ReaderFrame frame) {
    StatementTree last = last(statement);
    return last != null
        && leaves(last)
        && !(last instanceof ThrowTree)
        && !(last instanceof ReturnTree && frame.endsFunction());
  }

  /** Whether a loop under this condition has no end: it is always true, and nothing in the loop leaves it. */
  static boolean isEndless(@Nullable ExpressionTree condition, Tree body) {
    boolean isTrue = condition == null || condition.toString().matches("\\(*true\\)*");
    return isTrue && !Boolean.TRUE.equals(new Exits().scan(body, 0));
  }

  /** Finds what leaves a loop; the number is that of the loops and switches inside. */
  private static final class Exits extends TreeScanner<@Nullable Boolean, Integer> {
    @Override
    public Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
      return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
    }

    @Override
    public @Nullable Boolean scan(@Nullable Tree tree, Integer depth) {
      if (tree == null) {
        return false;
      }
      return switch (tree.getKind()) {
        case RETURN, THROW -> true;
        case BREAK -> depth == 0 || ((BreakTree) tree).getLabel() != null;
        case CLASS, LAMBDA_EXPRESSION -> false;
        case FOR_LOOP, ENHANCED_FOR_LOOP, WHILE_LOOP, DO_WHILE_LOOP, SWITCH ->
          super.scan(tree, depth + 1);
        default -> super.scan(tree, depth);
      };
    }
  }

  /** Whether it leaves at all. */
  static boolean leaves(@Nullable StatementTree statement) {
    StatementTree last = last(statement);
    if (last == null) {
      return false;
    } else if (last instanceof IfTree choice) {
      return leaves(choice.getThenStatement()) && leaves(choice.getElseStatement());
    } else if (last instanceof TryTree attempt) {
      return leaves(attempt.getFinallyBlock())
          || (leaves(attempt.getBlock())
              && attempt.getCatches().stream().map(CatchTree::getBlock).allMatch(Leaving::leaves));
    }
    return switch (last.getKind()) {
      case BREAK, CONTINUE, YIELD, RETURN, THROW -> true;
      default -> false;
    };
  }

  /** The last statement of a block, and of the block that this is, and so on. */
  private static @Nullable StatementTree last(@Nullable StatementTree statement) {
    if (statement instanceof BlockTree block) {
      List<? extends StatementTree> statements = block.getStatements();
      return statements.isEmpty() ? null : last(statements.get(statements.size() - 1));
    } else if (statement instanceof LabeledStatementTree labeled) {
      return last(labeled.getStatement());
    } else if (statement instanceof SynchronizedTree guarded) {
      return last(guarded.getBlock());
    }
    return statement;
  }
}
