package dev.stepwell.processor.graph;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import dev.stepwell.processor.model.SecretHints;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Finds secrets in the id of a step: values that are put into its text as they are. */
final class SecretIds {
  private static final int MAX_HOPS = 5;

  private final Code code;
  private final Lookup lookup;

  SecretIds(Code code, Lookup lookup) {
    this.code = code;
    this.lookup = lookup;
  }

  /** The first secret in an id; null if there is none. */
  @Nullable
  ExpressionTree in(ExpressionTree id, ReaderFrame frame) {
    return in(id, frame, MAX_HOPS);
  }

  private @Nullable ExpressionTree in(ExpressionTree tree, ReaderFrame frame, int hops) {
    if (hops == 0) {
      return null;
    } else if (tree instanceof ParenthesizedTree parenthesized) {
      return in(parenthesized.getExpression(), frame, hops);
    } else if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      return first(List.of(sum.getLeftOperand(), sum.getRightOperand()), frame, hops);
    } else if (tree instanceof MethodInvocationTree call) {
      return isSecret(call.getMethodSelect(), frame)
          ? call
          : first(texts(call).toList(), frame, hops);
    }
    if (isSecret(tree, frame)) {
      return tree;
    }
    Variable variable = lookup.variable(tree, frame);
    ExpressionTree value = variable == null ? null : variable.value();
    return value == null ? null : in(value, frame, hops - 1) == null ? null : tree;
  }

  private @Nullable ExpressionTree first(
      List<? extends ExpressionTree> pieces, ReaderFrame frame, int hops) {
    return pieces.stream()
        .map(piece -> in(piece, frame, hops))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** What a call that makes a text puts into it; nothing for other calls. */
  private static Stream<ExpressionTree> texts(MethodInvocationTree call) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
      return Stream.empty();
    }
    return switch (select.getIdentifier().toString()) {
      case "concat", "format", "formatted", "join", "valueOf" ->
        Stream.concat(
            Stream.of(select.getExpression()),
            call.getArguments().stream().map(ExpressionTree.class::cast));
      case "strip", "toLowerCase", "toString", "trim" -> Stream.of(select.getExpression());
      default -> Stream.empty();
    };
  }

  private boolean isSecret(ExpressionTree named, ReaderFrame frame) {
    Element element = named instanceof IdentifierTree || named instanceof MemberSelectTree
        ? code.element(named, frame)
        : null;
    if (element == null || element.getKind().isClass() || element.getKind().isInterface()) {
      return false;
    }
    if (isConstant(element)) {
      return isMarked(element);
    }
    boolean isPart = !(element instanceof ExecutableElement method)
        || (method.getParameters().isEmpty() && component(method).isPresent());
    return isPart
        && (SecretHints.areIn(element.getSimpleName().toString())
            || isMarked(element)
            || (element instanceof ExecutableElement accessor
                && component(accessor).filter(SecretIds::isMarked).isPresent()));
  }

  /** Whether this names something in the code itself, such as an action, whatever it is called. */
  private static boolean isConstant(Element element) {
    return element.getKind() == ElementKind.ENUM_CONSTANT
        || (element instanceof VariableElement variable && variable.getConstantValue() != null);
  }

  /** The component of a record that this method reads. */
  private static Optional<? extends Element> component(ExecutableElement accessor) {
    return accessor.getEnclosingElement() instanceof TypeElement owner
            && owner.getKind() == ElementKind.RECORD
        ? owner.getRecordComponents().stream()
            .filter(component -> component.getSimpleName().equals(accessor.getSimpleName()))
            .findFirst()
        : Optional.empty();
  }

  private static boolean isMarked(Element element) {
    return element.getAnnotationMirrors().stream()
        .anyMatch(
            annotation -> annotation.getAnnotationType().toString().equals("dev.stepwell.Secret"));
  }
}
