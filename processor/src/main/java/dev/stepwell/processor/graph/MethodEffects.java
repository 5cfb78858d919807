package dev.stepwell.processor.graph;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Determines what a method that is being compiled changes: its object, or objects that it is given. */
final class MethodEffects {
  private static final Effects NONE = new Effects(false, Set.of());

  private final Code code;
  private final Meanings meanings;
  private final Mutations mutations;
  private final Map<ExecutableElement, Effects> known = new HashMap<>();

  /**
   * What a method changes.
   *
   * @param changesSelf whether it sets or changes a field of its object
   * @param parameters the positions of the parameters whose objects it changes
   */
  record Effects(boolean changesSelf, Set<Integer> parameters) {}

  MethodEffects(Code code, Meanings meanings, Mutations mutations) {
    this.code = code;
    this.meanings = meanings;
    this.mutations = mutations;
  }

  Effects of(ExecutableElement method) {
    Effects before = known.putIfAbsent(method, NONE);
    MethodTree source = code.source(method);
    if (before != null || source == null || method.getModifiers().contains(Modifier.SYNCHRONIZED)) {
      return before == null ? NONE : before;
    }
    ReaderFrame frame = code.frame(method, Code.owner(method), false);
    List<String> parameters = new ArrayList<>();
    method
        .getParameters()
        .forEach(parameter -> parameters.add(parameter.getSimpleName().toString()));
    Finder finder = new Finder(parameters);
    finder.scan(source.getBody(), frame);
    Effects effects = finder.effects();
    known.put(method, effects);
    return effects;
  }

  /** Finds what is changed in a body. */
  private final class Finder extends VariableWalk {
    private final List<String> parameters;
    private final Set<Integer> changed = new TreeSet<>();
    private final Set<String> replaced = new HashSet<>();
    private boolean changesSelf;

    Finder(List<String> parameters) {
      super(code);
      this.parameters = parameters;
    }

    Effects effects() {
      replaced.forEach(name -> changed.remove(parameters.indexOf(name)));
      return new Effects(changesSelf, changed);
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, ReaderFrame frame) {
      return null;
    }

    @Override
    void assigned(ExpressionTree target, ReaderFrame frame) {
      if (target instanceof IdentifierTree identifier
          && parameters.contains(identifier.getName().toString())) {
        replaced.add(identifier.getName().toString());
      } else {
        add(mutations.roots().of(target, frame), target, frame);
      }
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      mutations.changed(call, frame).forEach(root -> add(root, call, frame));
      return super.visitMethodInvocation(call, frame);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, ReaderFrame frame) {
      mutations.changed(tree, frame).forEach(root -> add(root, tree, frame));
      return super.visitMemberReference(tree, frame);
    }

    private void add(ExpressionTree root, ExpressionTree at, ReaderFrame frame) {
      VariableElement field = meanings.field(root, frame);
      if (field != null) {
        changesSelf |= !field.getModifiers().contains(Modifier.STATIC);
      } else if (root != at && root instanceof IdentifierTree identifier) {
        int parameter = parameters.indexOf(identifier.getName().toString());
        if (parameter >= 0) {
          changed.add(parameter);
        } else if (identifier.getName().contentEquals("this")) {
          changesSelf = true;
        }
      }
    }
  }
}
