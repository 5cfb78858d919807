package dev.stepwell.processor.check;

import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Expression.Compare;
import dev.stepwell.contract.condition.Expression.Literal;
import dev.stepwell.processor.model.ShapeModel;
import dev.stepwell.processor.model.ShapeModel.Kind;
import dev.stepwell.processor.model.TextModel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds values that a condition compares but that never occur. */
final class ConditionValues {
  private static final Set<Kind> WHOLES = EnumSet.of(Kind.LIST, Kind.MAP, Kind.RECORD);

  /** Types that have a value for any text. */
  private static final Set<String> PLAIN = Set.of("String", "CharSequence", "char", "Character");

  private final TextModel condition;
  private final List<Fault> faults;

  /** Adds faults to this collection. */
  ConditionValues(TextModel condition, List<Fault> faults) {
    this.condition = condition;
    this.faults = faults;
  }

  /** The type of a literal. */
  static ShapeModel literal(Literal literal) {
    Object value = literal.value();
    if (value == null) {
      return ShapeModel.of("null", Kind.NULL);
    }
    if (value instanceof String) {
      return ShapeModel.of("String", Kind.TEXT);
    }
    return value instanceof Boolean
        ? ShapeModel.of("boolean", Kind.TRUTH)
        : ShapeModel.of("a number", Kind.NUMBER);
  }

  private void fault(FaultKind kind, Object... names) {
    faults.add(Fault.of(kind, condition.address(), names));
  }

  private String words(Expression expression) {
    return expression.span().of(condition.text());
  }

  /** Checks a comparison of values of these types. */
  void compare(Compare compare, ShapeModel left, ShapeModel right) {
    if (compare.by().isOrder()) {
      for (ShapeModel type : List.of(left, right)) {
        if (!isOrdered(type)) {
          fault(FaultKind.CONDITION_ORDER, words(compare), type.words());
          return;
        }
      }
    }
    equal(compare, compare.left(), left, compare.right(), right);
  }

  private static boolean isOrdered(ShapeModel type) {
    return type.kind() == Kind.NUMBER
        || type.kind() == Kind.ANYTHING
        || (type.kind() == Kind.TEXT && PLAIN.contains(type.words()));
  }

  /** Checks that two values of these types may be equal. */
  void equal(Expression by, Expression one, ShapeModel left, Expression other, ShapeModel right) {
    if (isAny(left) || isAny(right)) {
      return;
    }
    if (left.kind() != right.kind() || areOther(left, right)) {
      fault(FaultKind.CONDITION_TYPES, words(by), left.words(), right.words());
    } else if (WHOLES.contains(left.kind())) {
      fault(FaultKind.CONDITION_WHOLE, words(by), left.words());
    } else {
      constant(one, left, other);
      constant(other, right, one);
    }
  }

  private static boolean isAny(ShapeModel type) {
    return type.kind() == Kind.ANYTHING || type.kind() == Kind.NULL;
  }

  /** Whether both are texts of types that have no text in common. */
  private static boolean areOther(ShapeModel left, ShapeModel right) {
    return left.kind() == Kind.TEXT
        && !left.words().equals(right.words())
        && !PLAIN.contains(left.words())
        && !PLAIN.contains(right.words());
  }

  /** A text compared with an enum must be the name of a constant. */
  private void constant(Expression field, ShapeModel type, Expression with) {
    if (!type.constants().isEmpty()
        && with instanceof Literal literal
        && literal.value() instanceof String name
        && !type.constants().contains(name)) {
      fault(
          FaultKind.UNKNOWN_CONSTANT,
          words(field),
          type.words(),
          name,
          String.join(", ", type.constants()),
          SimilarNames.hint(name, type.constants()));
    }
  }
}
