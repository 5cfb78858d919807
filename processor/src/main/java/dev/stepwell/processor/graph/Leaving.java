package dev.stepwell.processor.graph;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Name;
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

  /** Whether something in the body of a loop, or in that of a method, leaves it. */
  static boolean leavesLoop(Tree body) {
    return new Exits(false).scan(body, 0) != null;
  }

  /** The first statement in a {@code finally} that leaves it; null if none does, or what it throws may be caught inside. */
  static @Nullable Tree exitOfFinally(Tree block) {
    return new Exits(true).scan(block, 0);
  }

  /** Whether a statement in this sets the variable of this name. */
  static boolean assigns(String name, Tree body) {
    return Boolean.TRUE.equals(new Assigns(name).scan(body, null));
  }

  /** Finds assignments of a variable. */
  private static final class Assigns extends TreeScanner<@Nullable Boolean, @Nullable Void> {
    private final String name;

    Assigns(String name) {
      this.name = name;
    }

    @Override
    public Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
      return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
    }

    @Override
    public @Nullable Boolean visitAssignment(AssignmentTree tree, @Nullable Void none) {
      return tree.getVariable().toString().equals(name)
          ? Boolean.TRUE
          : super.visitAssignment(tree, null);
    }

    @Override
    public @Nullable Boolean visitCompoundAssignment(
        CompoundAssignmentTree tree, @Nullable Void none) {
      return tree.getVariable().toString().equals(name)
          ? Boolean.TRUE
          : super.visitCompoundAssignment(tree, null);
    }
  }

  /** Finds what leaves the body of a loop, or a {@code finally}; the number is that of the loops and switches inside. */
  private static final class Exits extends TreeScanner<@Nullable Tree, Integer> {
    private final boolean isFinally;
    private final Set<Name> labels = new HashSet<>();
    private int handled;

    Exits(boolean isFinally) {
      this.isFinally = isFinally;
    }

    @Override
    public @Nullable Tree reduce(@Nullable Tree later, @Nullable Tree first) {
      return first == null ? later : first;
    }

    @Override
    public @Nullable Tree scan(@Nullable Tree tree, Integer depth) {
      if (tree == null) {
        return null;
      }
      return switch (tree.getKind()) {
        case RETURN -> tree;
        case THROW -> handled == 0 ? tree : null;
        case BREAK -> leaves(((BreakTree) tree).getLabel(), depth == 0) ? tree : null;
        case CONTINUE ->
          leaves(((ContinueTree) tree).getLabel(), isFinally && depth == 0) ? tree : null;
        case CLASS, LAMBDA_EXPRESSION -> null;
        case FOR_LOOP, ENHANCED_FOR_LOOP, WHILE_LOOP, DO_WHILE_LOOP, SWITCH ->
          super.scan(tree, depth + 1);
        default -> super.scan(tree, depth);
      };
    }

    private boolean leaves(@Nullable Name label, boolean withoutLabel) {
      return label == null ? withoutLabel : !labels.contains(label);
    }

    @Override
    public @Nullable Tree visitLabeledStatement(LabeledStatementTree tree, Integer depth) {
      labels.add(tree.getLabel());
      return super.visitLabeledStatement(tree, depth);
    }

    @Override
    public @Nullable Tree visitTry(TryTree tree, Integer depth) {
      boolean isHandled = isFinally && !tree.getCatches().isEmpty();
      handled += isHandled ? 1 : 0;
      Tree exit = reduce(scan(tree.getBlock(), depth), scan(tree.getResources(), depth));
      handled -= isHandled ? 1 : 0;
      exit = reduce(scan(tree.getCatches(), depth), exit);
      return reduce(scan(tree.getFinallyBlock(), depth), exit);
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
