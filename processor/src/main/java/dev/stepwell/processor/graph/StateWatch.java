package dev.stepwell.processor.graph;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.stepwell.processor.model.Hazard;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Watches for what is lost, changed or mixed up when a run is replayed: fields, results of steps, orders, the signal to leave. */
final class StateWatch {
  private static final TreeScanner<@Nullable MethodInvocationTree, @Nullable Void> FIRST_CALL =
      new TreeScanner<>() {
        @Override
        public @Nullable MethodInvocationTree visitMethodInvocation(
            MethodInvocationTree call, @Nullable Void nothing) {
          return call;
        }

        @Override
        public @Nullable MethodInvocationTree reduce(
            @Nullable MethodInvocationTree later, @Nullable MethodInvocationTree first) {
          return first == null ? later : first;
        }
      };

  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Mutations mutations;
  private final HashOrders orders;
  private final Notes notes;

  StateWatch(Code code, Lookup lookup, Meanings meanings, Mutations mutations, Notes notes) {
    this.mutations = mutations;
    this.orders = new HashOrders(code, lookup, meanings);
    this.code = code;
    this.lookup = lookup;
    this.meanings = meanings;
    this.notes = notes;
  }

  /** Notes that a field is set, if one is. */
  void assigned(ExpressionTree target, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    ExpressionTree at = target;
    while (at instanceof ArrayAccessTree element) {
      at = element.getExpression();
    }
    VariableElement own = meanings.field(at, frame);
    VariableElement field = own == null ? code.shared(lookup.fieldOf(at, frame)) : own;
    if (field != null && code.shared(field) != null) {
      notes.addShared(Hazard.STATE, target, frame, field.getSimpleName().toString());
    } else if (field != null) {
      notes.add(Hazard.STATE, target, frame, field.getSimpleName().toString());
    } else if (!(target instanceof IdentifierTree)) {
      noteResult(target, mutations.roots().of(target, frame), frame);
    }
  }

  /** Notes a handler that catches the suspension of a run and does not rethrow it. */
  void caught(TryTree tree, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    for (CatchTree handler : tree.getCatches()) {
      VariableTree parameter = handler.getParameter();
      String type = suspension(parameter.getType(), frame);
      if (type != null) {
        String name = parameter.getName().toString();
        if (!throwsOn(name, handler.getBlock().getStatements())) {
          notes.add(Hazard.CAUGHT_SUSPENSION, parameter, frame, type, name);
        }
        return;
      }
    }
  }

  /**
   * Notes the first call in a finally block around steps that is not a step: it runs whenever the run leaves the flow.
   */
  void atLast(@Nullable BlockTree block, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    MethodInvocationTree call = block == null ? null : FIRST_CALL.scan(block, null);
    if (call != null) {
      notes.add(Hazard.EARLY_FINALLY, call, frame, code.text(call, frame));
    }
  }

  /** Notes a statement that leaves a finally block around steps. */
  void leaving(@Nullable BlockTree block, ReaderFrame frame) {
    Tree exit = notes.isOff() || block == null ? null : Leaving.exitOfFinally(block);
    if (exit != null) {
      String text = code.text(exit, frame).replaceFirst(";$", "");
      notes.add(Hazard.LEAVING_FINALLY, exit, frame, text);
    }
  }

  /**
   * Notes handlers in a method of the build around a call of the code that it is given, which has steps.
   *
   * @param argument the position of the code
   */
  void given(MethodInvocationTree call, int argument, ReaderFrame frame) {
    List<Target> targets = notes.isOff() ? List.of() : lookup.methods(call, frame);
    if (targets.size() != 1) {
      return;
    }
    ExecutableElement method = targets.get(0).method();
    MethodTree source = code.source(method);
    if (source == null || argument >= source.getParameters().size()) {
      return;
    }
    String body = source.getParameters().get(argument).getName().toString();
    ReaderFrame inside = code.frame(method, targets.get(0).self(), false);
    notes.inMethod(method, inside, () -> new Callers(body).scan(source.getBody(), inside));
  }

  /** Notes handlers around calls of the code in a variable. */
  private final class Callers extends TreeScanner<@Nullable Void, ReaderFrame> {
    private final String body;

    Callers(String body) {
      this.body = body;
    }

    @Override
    public @Nullable Void visitTry(TryTree tree, ReaderFrame frame) {
      boolean calls = Boolean.TRUE.equals(
          new TreeScanner<@Nullable Boolean, @Nullable Void>() {
            @Override
            public @Nullable Boolean visitMethodInvocation(
                MethodInvocationTree call, @Nullable Void none) {
              boolean isBody = call.getMethodSelect() instanceof MemberSelectTree select
                  && select.getExpression().toString().equals(body);
              return isBody ? Boolean.TRUE : super.visitMethodInvocation(call, null);
            }

            @Override
            public @Nullable Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
              return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
            }
          }.scan(tree.getBlock(), null));
      if (calls) {
        caught(tree, frame);
        leaving(tree.getFinallyBlock(), frame);
      }
      return super.visitTry(tree, frame);
    }
  }

  /** The type among these that takes in the signal; null if none does. */
  private @Nullable String suspension(Tree caught, ReaderFrame frame) {
    List<? extends Tree> types =
        caught instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(caught);
    for (Tree type : types) {
      String name = meanings.type(type, frame);
      if (name != null && name.matches("java\\.lang\\..*|.*\\.UncatchableSuspension")) {
        return type.toString();
      }
    }
    return null;
  }

  private static boolean throwsOn(String name, List<? extends StatementTree> statements) {
    return !statements.isEmpty()
        && statements.get(statements.size() - 1) instanceof ThrowTree thrown
        && thrown
            .getExpression()
            .toString()
            .matches("(.*\\.sneakyThrow\\()?\\Q" + name + "\\E\\)?");
  }

  /** Notes a call that changes the result of a step. */
  void changed(MethodInvocationTree call, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    mutations.changed(call, frame).forEach(root -> noteResult(call, root, frame));
    orders.called(call, frame);
    ExpressionTree of = orders.firstOf(call, frame);
    if (of != null) {
      notes.add(Hazard.FIRST, of, frame, code.text(of, frame));
    }
  }

  /** Notes a method by reference that changes the result of a step. */
  void changed(MemberReferenceTree reference, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    mutations.changed(reference, frame).forEach(root -> noteResult(reference, root, frame));
  }

  private void noteResult(ExpressionTree at, ExpressionTree root, ReaderFrame frame) {
    Variable variable = lookup.variable(root, frame);
    ExpressionTree kept = variable == null ? root : variable.kept();
    if (kept != null && isResult(mutations.roots().of(kept, frame), frame)) {
      String name = variable == null ? code.text(root, frame) : root.toString();
      notes.add(Hazard.CHANGED_RESULT, at, frame, code.text(at, frame), name);
    }
  }

  /** Whether this is the call of a step. */
  private boolean isResult(@Nullable ExpressionTree value, ReaderFrame frame) {
    if (value instanceof ParenthesizedTree parenthesized) {
      return isResult(parenthesized.getExpression(), frame);
    } else if (value instanceof TypeCastTree cast) {
      return isResult(cast.getExpression(), frame);
    }
    return value instanceof MethodInvocationTree call
        && (isInline(call, frame)
            || lookup.methods(call, frame).stream()
                .anyMatch(target -> !target.direct() && code.stepId(target.method()) != null));
  }

  private boolean isInline(MethodInvocationTree call, ReaderFrame frame) {
    return call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().toString().matches("run|runInTransaction")
        && lookup.isSteps(select.getExpression(), frame);
  }

  /** Notes that steps are called for the elements of an unordered collection. */
  void ordered(ExpressionTree over, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    if (orders.isUnordered(over, frame)) {
      notes.add(Hazard.ORDER, over, frame, code.text(over, frame));
    }
  }
}
