package dev.stepwell.processor.graph;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import dev.stepwell.processor.model.Hazard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of steps: changes that are not stored, and uses of their transaction. */
final class StepBodies {
  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Mutations mutations;
  private final CallWatch calls;
  private final PlainObjects plain;
  private final Notes notes;
  private final Map<Target, Set<VariableElement>> fields = new HashMap<>();

  StepBodies(
      Code code,
      Lookup lookup,
      Meanings meanings,
      Mutations mutations,
      CallWatch calls,
      Notes notes) {
    this.calls = calls;
    this.plain = new PlainObjects(code, lookup, meanings, mutations.roots());
    this.code = code;
    this.lookup = lookup;
    this.meanings = meanings;
    this.mutations = mutations;
    this.notes = notes;
  }

  /** Notes the hazards in the body of a step. */
  void read(ExecutableElement step, TypeElement self, boolean isTransactional) {
    if (notes.isOff()) {
      return;
    }
    MethodTree source = code.source(step);
    if (source == null) {
      return;
    }
    ReaderFrame frame = code.frame(step, self, false);
    Set<String> parameters = new HashSet<>(frame.variables().keySet());
    new Kept(parameters).scan(source.getBody(), frame);
    notes.inMethod(step, frame, () -> {
      new Arguments(step.getSimpleName().toString(), parameters).scan(source.getBody(), frame);
      ReaderFrame work = code.frame(step, self, false);
      new StepWork(code, lookup, calls, plain, notes, step, source, work)
          .scan(source.getBody(), work);
      if (isTransactional) {
        transaction(source.getBody(), code.frame(step, self, false));
      }
      return true;
    });
  }

  /** Notes the hazards in the code of a transaction. */
  void transaction(Tree body, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    ReaderFrame inside = frame.inLambda();
    if (body instanceof LambdaExpressionTree lambda) {
      for (VariableTree parameter : lambda.getParameters()) {
        inside.variables().put(parameter.getName().toString(), Variable.CONNECTION);
      }
    }
    if (body instanceof MemberReferenceTree reference) {
      for (Target target : lookup.methods(reference, frame)) {
        new TransactionWatch(code, lookup, meanings, notes).follow(target);
      }
      return;
    }
    Variable variable =
        body instanceof ExpressionTree expression ? lookup.variable(expression, frame) : null;
    if (variable != null && variable.value() != null && variable.holdsCode()) {
      transaction(variable.value(), frame);
      return;
    }
    Tree inner = body instanceof LambdaExpressionTree lambda ? lambda.getBody() : body;
    new TransactionWatch(code, lookup, meanings, notes).scan(inner, inside);
  }

  /** The fields that the body of a step sets, or whose content it changes. */
  Set<VariableElement> fields(ExecutableElement step, TypeElement self) {
    if (notes.isOff()) {
      return Set.of();
    }
    return fields.computeIfAbsent(new Target(step, self, false), some -> {
      Set<VariableElement> found = new HashSet<>();
      MethodTree source = code.source(step);
      if (source != null) {
        new Fields(found).scan(source.getBody(), code.frame(step, self, false));
      }
      return found;
    });
  }

  /** Takes away the parameters that are set to something else, and those that the step returns, with all changes. */
  private final class Kept extends VariableWalk {
    private final Set<String> parameters;
    private final Set<ExpressionTree> seen = new HashSet<>();

    Kept(Set<String> parameters) {
      super(code);
      this.parameters = parameters;
    }

    @Override
    void assigned(ExpressionTree target, ReaderFrame frame) {
      parameters.remove(target.toString());
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, ReaderFrame frame) {
      return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, ReaderFrame frame) {
      return null;
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree tree, ReaderFrame frame) {
      if (tree.getExpression() != null) {
        returned(tree.getExpression(), frame);
      }
      return super.visitReturn(tree, frame);
    }

    private void returned(ExpressionTree tree, ReaderFrame frame) {
      Variable variable = lookup.variable(tree, frame);
      if (tree instanceof ParenthesizedTree parenthesized) {
        returned(parenthesized.getExpression(), frame);
      } else if (tree instanceof TypeCastTree cast) {
        returned(cast.getExpression(), frame);
      } else if (tree instanceof ConditionalExpressionTree choice) {
        returned(choice.getTrueExpression(), frame);
        returned(choice.getFalseExpression(), frame);
      } else if (tree instanceof MethodInvocationTree call
          && call.getMethodSelect() instanceof MemberSelectTree select
          && isFluent(call, select, frame)) {
        returned(select.getExpression(), frame);
      } else if (!parameters.remove(tree.toString())
          && variable != null
          && variable.value() != null
          && seen.add(variable.value())) {
        returned(variable.value(), frame);
      }
    }

    /** Whether a call yields what its receiver is, as those of builders do. */
    private boolean isFluent(
        MethodInvocationTree call, MemberSelectTree select, ReaderFrame frame) {
      TypeMirror type = code.type(call, frame);
      TypeMirror receiver = code.type(select.getExpression(), frame);
      return type != null && receiver != null && type.toString().equals(receiver.toString());
    }
  }

  /** Notes arguments that are changed. */
  private final class Arguments extends VariableWalk {
    private final String step;
    private final Set<String> parameters;

    Arguments(String step, Set<String> parameters) {
      super(code);
      this.step = step;
      this.parameters = parameters;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, ReaderFrame frame) {
      return notes.under(tree.getModifiers(), frame, () -> super.visitVariable(tree, frame));
    }

    @Override
    void assigned(ExpressionTree target, ReaderFrame frame) {
      ExpressionTree root = mutations.roots().of(target, frame);
      if (root != target && !(target instanceof IdentifierTree)) {
        note(target, root, frame);
      }
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      mutations.changed(call, frame).forEach(root -> note(call, root, frame));
      return super.visitMethodInvocation(call, frame);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, ReaderFrame frame) {
      mutations.changed(tree, frame).forEach(root -> note(tree, root, frame));
      return super.visitMemberReference(tree, frame);
    }

    private void note(ExpressionTree at, ExpressionTree changed, ReaderFrame frame) {
      String name = changed.toString();
      if (changed instanceof IdentifierTree && parameters.contains(name)) {
        notes.add(Hazard.CHANGED_ARGUMENT, at, frame, code.text(at, frame), step, name);
      }
    }
  }

  /** Finds the fields that are set or changed. */
  private final class Fields extends VariableWalk {
    private final Set<VariableElement> fields;
    private final Set<ExecutableElement> seen = new HashSet<>();

    Fields(Set<VariableElement> fields) {
      super(code);
      this.fields = fields;
    }

    @Override
    void assigned(ExpressionTree target, ReaderFrame frame) {
      VariableElement field = meanings.field(mutations.roots().of(target, frame), frame);
      if (field != null && (isOwn(field) || !field.getModifiers().contains(Modifier.FINAL))) {
        fields.add(field);
      }
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      for (ExpressionTree changed : mutations.changed(call, frame)) {
        VariableElement field = meanings.field(changed, frame);
        if (field != null && isOwn(field)) {
          fields.add(field);
        }
      }
      follow(call, frame);
      return super.visitMethodInvocation(call, frame);
    }

    /** Reads a method that the step calls on its object. */
    private void follow(MethodInvocationTree call, ReaderFrame frame) {
      for (Target target : lookup.methods(call, frame)) {
        MethodTree source = code.source(target.method());
        if (source != null && target.self().equals(frame.self()) && seen.add(target.method())) {
          scan(source.getBody(), code.frame(target.method(), target.self(), false));
        }
      }
    }

    /** Whether the class makes the object of the field: one that it was given may be shared with others, who keep it. */
    private boolean isOwn(VariableElement field) {
      return code.initializer(field) != null;
    }
  }
}
