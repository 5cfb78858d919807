package dev.stepwell.processor.graph;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.stepwell.processor.model.Hazard;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of steps: changes that are not stored, and uses of their transaction. */
final class StepBodies {
  private static final Set<String> ENDS =
      Set.of("abort", "close", "commit", "rollback", "setAutoCommit");

  private final Code code;
  private final Meanings meanings;
  private final Mutations mutations;
  private final Notes notes;

  StepBodies(Code code, Meanings meanings, Notes notes) {
    this.code = code;
    this.meanings = meanings;
    this.mutations = new Mutations(meanings);
    this.notes = notes;
  }

  /** Notes the hazards in the body of a step. */
  void read(ExecutableElement step, TypeElement self, boolean isTransactional) {
    MethodTree source = code.source(step);
    if (source == null) {
      return;
    }
    ReaderFrame frame = code.frame(step, self, false);
    Set<String> parameters = new HashSet<>(frame.variables().keySet());
    new Assigned(parameters).scan(source.getBody(), frame);
    notes.inMethod(step, frame, () -> {
      new Arguments(step.getSimpleName().toString(), parameters).scan(source.getBody(), frame);
      if (isTransactional) {
        transaction(source.getBody(), frame);
      }
      return true;
    });
  }

  /** Notes the hazards in the code of a transaction. */
  void transaction(Tree body, ReaderFrame frame) {
    ReaderFrame inside = frame.inLambda();
    if (body instanceof LambdaExpressionTree lambda) {
      for (VariableTree parameter : lambda.getParameters()) {
        inside.variables().put(parameter.getName().toString(), Variable.CONNECTION);
      }
    }
    new Transaction()
        .scan(body instanceof LambdaExpressionTree code ? code.getBody() : body, inside);
  }

  /** The fields that the body of a step sets, or whose content it changes. */
  Set<VariableElement> fields(ExecutableElement step, TypeElement self) {
    Set<VariableElement> fields = new HashSet<>();
    MethodTree source = code.source(step);
    if (source != null) {
      new Fields(fields).scan(source.getBody(), code.frame(step, self, false));
    }
    return fields;
  }

  /** A walk that knows the variables that it has come by. */
  private abstract static class Walk extends TreeScanner<@Nullable Void, ReaderFrame> {
    abstract void assigned(ExpressionTree target, ReaderFrame frame);

    @Override
    public @Nullable Void visitVariable(VariableTree tree, ReaderFrame frame) {
      Tree type = tree.getType();
      frame
          .variables()
          .put(
              tree.getName().toString(),
              new Variable(
                  null,
                  type == null ? "" : type.toString(),
                  tree.getInitializer(),
                  tree.getModifiers()));
      return super.visitVariable(tree, frame);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, ReaderFrame frame) {
      assigned(tree.getVariable(), frame);
      return super.visitAssignment(tree, frame);
    }

    @Override
    public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, ReaderFrame frame) {
      assigned(tree.getVariable(), frame);
      return super.visitCompoundAssignment(tree, frame);
    }

    @Override
    public @Nullable Void visitUnary(UnaryTree tree, ReaderFrame frame) {
      if (tree.getKind().name().matches("(PRE|POST)FIX_.*")) {
        assigned(tree.getExpression(), frame);
      }
      return super.visitUnary(tree, frame);
    }
  }

  /** Takes away the parameters that are set to something else. */
  private static final class Assigned extends Walk {
    private final Set<String> parameters;

    Assigned(Set<String> parameters) {
      this.parameters = parameters;
    }

    @Override
    void assigned(ExpressionTree target, ReaderFrame frame) {
      parameters.remove(target.toString());
    }
  }

  /** Notes arguments that are changed. */
  private final class Arguments extends Walk {
    private final String step;
    private final Set<String> parameters;

    Arguments(String step, Set<String> parameters) {
      this.step = step;
      this.parameters = parameters;
    }

    @Override
    void assigned(ExpressionTree target, ReaderFrame frame) {
      ExpressionTree at = target;
      while (at instanceof ArrayAccessTree || at instanceof MemberSelectTree) {
        at = at instanceof ArrayAccessTree element
            ? element.getExpression()
            : ((MemberSelectTree) at).getExpression();
      }
      if (at != target) {
        note(target, at, frame);
      }
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      ExpressionTree changed = mutations.changed(call, frame);
      if (changed != null) {
        note(call, changed, frame);
      }
      return super.visitMethodInvocation(call, frame);
    }

    private void note(ExpressionTree at, ExpressionTree changed, ReaderFrame frame) {
      String name = changed.toString();
      if (changed instanceof IdentifierTree && parameters.contains(name)) {
        notes.add(Hazard.CHANGED_ARGUMENT, at, frame, code.text(at, frame), step, name);
      }
    }
  }

  /** Finds the fields that are set or changed. */
  private final class Fields extends Walk {
    private final Set<VariableElement> fields;

    Fields(Set<VariableElement> fields) {
      this.fields = fields;
    }

    @Override
    void assigned(ExpressionTree target, ReaderFrame frame) {
      VariableElement field = meanings.field(target, frame);
      if (field != null && !field.getModifiers().contains(Modifier.FINAL)) {
        fields.add(field);
      }
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      ExpressionTree changed = mutations.changed(call, frame);
      VariableElement field = changed == null ? null : meanings.field(changed, frame);
      if (field != null && code.initializer(field) != null) {
        fields.add(field);
      }
      return super.visitMethodInvocation(call, frame);
    }
  }

  /** Notes uses of the transaction of a step. */
  private final class Transaction extends Walk {
    @Override
    void assigned(ExpressionTree target, ReaderFrame frame) {}

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      if (call.getMethodSelect() instanceof MemberSelectTree select) {
        String type = meanings.of(select.getExpression(), frame);
        String name = select.getIdentifier().toString();
        boolean isStatic = "java.sql.DriverManager".equals(type);
        if ("java.sql.Connection".equals(type) && ENDS.contains(name)) {
          notes.add(Hazard.ENDED_TRANSACTION, call, frame, code.text(call, frame));
        } else if (name.equals("getConnection")
            && (isStatic || "javax.sql.DataSource".equals(type))) {
          notes.add(Hazard.OTHER_CONNECTION, call, frame, code.text(call, frame));
        }
      }
      return super.visitMethodInvocation(call, frame);
    }

    @Override
    public @Nullable Void visitTry(TryTree tree, ReaderFrame frame) {
      for (Tree resource : tree.getResources()) {
        boolean isConnection = resource instanceof IdentifierTree identifier
            && "java.sql.Connection".equals(meanings.of(identifier, frame));
        if (isConnection) {
          notes.add(Hazard.ENDED_TRANSACTION, resource, frame, "try (" + resource + ")");
        }
      }
      return super.visitTry(tree, frame);
    }
  }
}
