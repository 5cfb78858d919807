package dev.stepwell.processor.graph;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.TryTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which statements always leave the block in which they stand. */
final class Leaving {
  private Leaving() {}

  /** Whether it leaves, by a jump that is no end of the function. */
  static boolean quietly(@Nullable StatementTree statement, Frame frame) {
    StatementTree last = last(statement);
    return last != null
        && leaves(last)
        && !(last instanceof ThrowTree)
        && !(last instanceof ReturnTree && frame.endsFunction());
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
