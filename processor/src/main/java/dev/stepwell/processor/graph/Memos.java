package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Recognises shared maps that only save the repetition of a computation: a replay gets the same value, whether the map has it or not. Such a
 * map is a {@code ConcurrentMap} in a field that is private, static and final, which is filled by {@code computeIfAbsent} alone, with immutable values that are
 * computed from the key alone.
 */
final class Memos {
  private final Code code;

  Memos(Code code) {
    this.code = code;
  }

  /** Whether this call takes a value from such a map, which is in this field. */
  boolean isMemo(ExpressionTree tree, VariableElement field, ReaderFrame frame) {
    return field.getModifiers().containsAll(Set.of(Modifier.PRIVATE, Modifier.FINAL))
        && isConcurrent(field)
        && isComputed(tree, frame)
        && isFilledByComputation(field);
  }

  private boolean isConcurrent(VariableElement field) {
    ExpressionTree value = code.initializer(field);
    ReaderFrame frame = code.frame(field);
    TypeMirror made = value == null || frame == null ? null : code.type(value, frame);
    return code.isA(made == null ? field.asType() : made, "java.util.concurrent.ConcurrentMap");
  }

  private boolean isComputed(Tree tree, ReaderFrame frame) {
    return tree instanceof MethodInvocationTree call
        && call.getArguments().size() == 2
        && call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("computeIfAbsent")
        && ImmutableTypes.isImmutable(code.type(call, frame))
        && new PureCode(code).isPure(call.getArguments().get(1), frame);
  }

  private boolean isFilledByComputation(VariableElement field) {
    Element outermost = field;
    for (Element around = field.getEnclosingElement();
        around instanceof TypeElement;
        around = around.getEnclosingElement()) {
      outermost = around;
    }
    ReaderFrame frame = code.frame(outermost);
    Tree source = code.tree(outermost);
    return frame != null
        && source != null
        && !Boolean.TRUE.equals(new OtherUses(field).scan(source, frame));
  }

  /** Finds uses of a map that may put something else into it. */
  private final class OtherUses extends TreeScanner<@Nullable Boolean, ReaderFrame> {
    private final VariableElement field;

    OtherUses(VariableElement field) {
      this.field = field;
    }

    @Override
    public Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
      return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
    }

    @Override
    public @Nullable Boolean visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      boolean isOnMap = call.getMethodSelect() instanceof MemberSelectTree select
          && field.equals(code.element(select.getExpression(), frame));
      if (!isOnMap) {
        return super.visitMethodInvocation(call, frame);
      }
      String name = ((MemberSelectTree) call.getMethodSelect()).getIdentifier().toString();
      boolean isHarmless = name.matches("clear|containsKey|get|getOrDefault|isEmpty|remove|size")
          || isComputed(call, frame);
      return !isHarmless || Boolean.TRUE.equals(scan(call.getArguments(), frame));
    }

    @Override
    public @Nullable Boolean visitIdentifier(IdentifierTree tree, ReaderFrame frame) {
      return field.equals(code.element(tree, frame));
    }

    @Override
    public @Nullable Boolean visitMemberSelect(MemberSelectTree tree, ReaderFrame frame) {
      return field.equals(code.element(tree, frame))
          || reduce(super.visitMemberSelect(tree, frame), false);
    }
  }
}
