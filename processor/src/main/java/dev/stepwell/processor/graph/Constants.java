package dev.stepwell.processor.graph;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Evaluates constant expressions: literals, constants, and concatenated texts. */
final class Constants {
  private final Lookup lookup;

  /** The values of variables that are being evaluated: by names alone, a variable may seem to be set to itself. */
  private final Set<ExpressionTree> open = new HashSet<>();

  Constants(Lookup lookup) {
    this.lookup = lookup;
  }

  /** The text that this expression is; null if it is computed. */
  @Nullable
  String text(ExpressionTree expression, ReaderFrame frame) {
    return value(expression, frame) instanceof String text ? text : null;
  }

  /** What this expression is; null if it is computed. */
  @Nullable
  Object value(ExpressionTree expression, ReaderFrame frame) {
    if (expression instanceof LiteralTree literal) {
      return literal.getValue();
    } else if (expression instanceof ParenthesizedTree parenthesized) {
      return value(parenthesized.getExpression(), frame);
    } else if (expression instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
      Object left = value(binary.getLeftOperand(), frame);
      Object right = value(binary.getRightOperand(), frame);
      return left != null && right != null && (left instanceof String || right instanceof String)
          ? left.toString() + right
          : computed(Tree.Kind.PLUS, left, right);
    } else if (expression instanceof BinaryTree binary) {
      return computed(
          binary.getKind(),
          value(binary.getLeftOperand(), frame),
          value(binary.getRightOperand(), frame));
    } else if (expression instanceof UnaryTree unary && unary.getKind() == Tree.Kind.UNARY_MINUS) {
      return negated(value(unary.getExpression(), frame));
    } else if (expression instanceof IdentifierTree identifier) {
      return ofName(identifier, frame);
    } else if (expression instanceof MemberSelectTree select) {
      VariableElement field = lookup.field(select, frame);
      return field == null ? null : field.getConstantValue();
    }
    return null;
  }

  private static @Nullable Object computed(
      Tree.Kind kind, @Nullable Object left, @Nullable Object right) {
    if (!(left instanceof Integer || left instanceof Long)
        || !(right instanceof Integer || right instanceof Long)) {
      return null;
    }
    long one = ((Number) left).longValue();
    long other = ((Number) right).longValue();
    Long result = switch (kind) {
      case PLUS -> one + other;
      case MINUS -> one - other;
      case MULTIPLY -> one * other;
      case DIVIDE -> other == 0 ? null : one / other;
      default -> null;
    };
    boolean isInt = left instanceof Integer && right instanceof Integer;
    return result != null && isInt ? (Object) result.intValue() : result;
  }

  private static @Nullable Object negated(@Nullable Object value) {
    if (value instanceof Integer number) {
      return -number;
    }
    return value instanceof Long number ? -number : null;
  }

  private @Nullable Object ofName(IdentifierTree identifier, ReaderFrame frame) {
    Variable variable = lookup.variable(identifier, frame);
    if (variable != null) {
      return ofVariable(variable, frame);
    }
    VariableElement own = lookup.field(identifier.getName().toString(), frame);
    VariableElement field = own == null ? lookup.fieldOf(identifier, frame) : own;
    return field == null ? null : field.getConstantValue();
  }

  private @Nullable Object ofVariable(Variable variable, ReaderFrame frame) {
    ExpressionTree value = variable.value();
    if (!variable.constant() || value == null || !open.add(value)) {
      return null;
    }
    Object constant = value(value, frame);
    open.remove(value);
    return constant;
  }
}
