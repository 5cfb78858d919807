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
import java.util.LinkedHashSet;
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

  /** The methods that the outermost one being read calls, itself included. */
  private final Set<ExecutableElement> reading = new LinkedHashSet<>();

  /** Those of them that are not read to the end. */
  private final Set<ExecutableElement> open = new HashSet<>();

  private boolean isCyclic;

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

  /** What this method changes. */
  Effects of(ExecutableElement method) {
    Effects before = known.putIfAbsent(method, NONE);
    if (before != null) {
      isCyclic |= open.contains(method);
      return before;
    }
    boolean isOutermost = open.isEmpty();
    reading.add(method);
    open.add(method);
    known.put(method, read(method));
    open.remove(method);
    if (isOutermost) {
      settle();
    }
    return known.getOrDefault(method, NONE);
  }

  /** Reads methods that call each other again, until what one changes through others is known of all. */
  private void settle() {
    List<ExecutableElement> all = List.copyOf(reading);
    boolean changes = isCyclic;
    while (changes) {
      changes = false;
      for (ExecutableElement method : all) {
        Effects effects = read(method);
        changes |= !effects.equals(known.put(method, effects));
      }
    }
    reading.clear();
    isCyclic = false;
  }

  private Effects read(ExecutableElement method) {
    MethodTree source = code.source(method);
    if (source == null || method.getModifiers().contains(Modifier.SYNCHRONIZED)) {
      return NONE;
    }
    ReaderFrame frame = code.frame(method, Code.owner(method), false);
    List<String> parameters = new ArrayList<>();
    method
        .getParameters()
        .forEach(parameter -> parameters.add(parameter.getSimpleName().toString()));
    Finder finder = new Finder(parameters);
    finder.scan(source.getBody(), frame);
    return finder.effects();
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
