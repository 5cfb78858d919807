package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
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
  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Mutations mutations;
  private final Notes notes;

  StepBodies(Code code, Lookup lookup, Meanings meanings, Mutations mutations, Notes notes) {
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
    new Assigned(parameters).scan(source.getBody(), frame);
    notes.inMethod(step, frame, () -> {
      new Arguments(step.getSimpleName().toString(), parameters).scan(source.getBody(), frame);
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
        MethodTree source = code.source(target.method());
        if (source != null && code.isAttributed()) {
          new TransactionWatch(code, lookup, meanings, notes)
              .scan(source.getBody(), code.frame(target.method(), target.self(), false));
        }
      }
      return;
    }
    Variable variable = frame.variables().get(body.toString());
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
    Set<VariableElement> fields = new HashSet<>();
    MethodTree source = code.source(step);
    if (source != null) {
      new Fields(fields).scan(source.getBody(), code.frame(step, self, false));
    }
    return fields;
  }

  /** Takes away the parameters that are set to something else. */
  private final class Assigned extends VariableWalk {
    private final Set<String> parameters;

    Assigned(Set<String> parameters) {
      super(code);
      this.parameters = parameters;
    }

    @Override
    void assigned(ExpressionTree target, ReaderFrame frame) {
      parameters.remove(target.toString());
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
