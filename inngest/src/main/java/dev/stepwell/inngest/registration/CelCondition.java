package dev.stepwell.inngest.registration;

import dev.stepwell.contract.condition.Comparison;
import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Expression.And;
import dev.stepwell.contract.condition.Expression.Compare;
import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Expression.Has;
import dev.stepwell.contract.condition.Expression.In;
import dev.stepwell.contract.condition.Expression.Items;
import dev.stepwell.contract.condition.Expression.Literal;
import dev.stepwell.contract.condition.Expression.Not;
import dev.stepwell.contract.condition.Expression.Or;
import dev.stepwell.contract.condition.Expression.Size;
import dev.stepwell.contract.condition.Expression.TextCall;
import dev.stepwell.contract.condition.Parser;
import dev.stepwell.contract.condition.Side;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.wire.Cel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Translates a condition into an equivalent expression for a server.
 *
 * <p>Here a condition on a missing field does not hold, negated or not. A server treats a missing field as null, and
 * {@code missing != 1} as true. So negations are moved to the comparisons, and a comparison that a missing field would satisfy requires the
 * field first.
 */
final class CelCondition {
  private CelCondition() {}

  /** The expression for a condition. */
  static String of(String condition) {
    return holds(Parser.parse(condition), true);
  }

  /** Whether a condition calls functions, which servers allow in triggers and not in cancellations. */
  static boolean hasCalls(String condition) {
    return hasCalls(Parser.parse(condition));
  }

  private static boolean hasCalls(Expression of) {
    return of instanceof TextCall
        || of instanceof Size
        || of.parts().stream().anyMatch(CelCondition::hasCalls);
  }

  /** The expression for equal fields in the starting and the arriving event. */
  static String ofMatch(List<String> fields, EventEncoding encoding) {
    return fields.stream()
        .map(encoding::path)
        .map(path -> {
          String arrived = Cel.field(Side.ASYNC.word(), path);
          return arrived + " != null && " + Cel.field(Side.EVENT.word(), path) + " == " + arrived;
        })
        .collect(Collectors.joining(" && "));
  }

  /** When the condition certainly holds; or certainly does not hold, if {@code wanted} is false. */
  static String holds(Expression condition, boolean wanted) {
    if (condition instanceof Not not) {
      return holds(not.of(), !wanted);
    }
    if (condition instanceof And and) {
      return joined(and.left(), wanted ? " && " : " || ", and.right(), wanted);
    }
    if (condition instanceof Or or) {
      return joined(or.left(), wanted ? " || " : " && ", or.right(), wanted);
    }
    if (condition instanceof Has has) {
      return field(has.field()) + (wanted ? " != null" : " == null");
    }
    if (condition instanceof Compare compare) {
      return compared(compare, wanted ? compare.by() : opposite(compare.by()));
    }
    return tested(condition, wanted);
  }

  private static String joined(Expression left, String by, Expression right, boolean wanted) {
    return "(" + holds(left, wanted) + by + holds(right, wanted) + ")";
  }

  private static String tested(Expression condition, boolean wanted) {
    if (condition instanceof In in) {
      String test = value(in.element()) + " in " + value(in.list());
      return guarded(List.of(in.element(), in.list()), wanted ? test : "!(" + test + ")");
    }
    if (condition instanceof TextCall call) {
      String test = value(call.text()) + "." + call.test().word() + "(" + value(call.part()) + ")";
      return guarded(List.of(call.text(), call.part()), wanted ? test : "!" + test);
    }
    return value(condition) + " == " + wanted;
  }

  private static String compared(Compare compare, Comparison by) {
    Expression left = compare.left();
    Expression right = compare.right();
    String test = value(left) + " " + by.sign() + " " + value(right);
    if (isNull(left) || isNull(right)) {
      return test;
    }
    boolean plain = left instanceof Field != right instanceof Field
        && (left instanceof Literal || right instanceof Literal);
    return plain && by != Comparison.UNEQUAL ? test : guarded(List.of(left, right), test);
  }

  /**
   * The test that the fields exist. Only fields of the arriving event are tested: the values of the other are
   * constants.
   */
  private static String guarded(List<Expression> operands, String test) {
    Set<Side> sides =
        operands.stream().flatMap(operand -> operand.sides().stream()).collect(Collectors.toSet());
    Set<String> demanded = new LinkedHashSet<>();
    for (Field field : fields(operands)) {
      if (sides.size() == 1 || field.side() == Side.ASYNC) {
        demanded.add(field(field) + " != null");
      }
    }
    return demanded.isEmpty() ? test : "(" + String.join(" && ", demanded) + " && " + test + ")";
  }

  /** The fields of events in these expressions. */
  static List<Field> fields(List<Expression> operands) {
    List<Field> fields = new ArrayList<>();
    for (Expression operand : operands) {
      if (operand instanceof Field field) {
        fields.add(field);
      } else {
        fields.addAll(fields(operand.parts()));
      }
    }
    return fields;
  }

  /** The value of a field, literal, size, list or condition. */
  static String value(Expression of) {
    if (of instanceof Field field) {
      return field(field);
    }
    if (of instanceof Literal literal) {
      return literal(literal);
    }
    if (of instanceof Size size) {
      return "size(" + value(size.of()) + ")";
    }
    if (of instanceof Items items) {
      return items.items().stream()
          .map(CelCondition::value)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return "(" + holds(of, true) + ")";
  }

  private static String literal(Literal literal) {
    Object value = literal.value();
    if (value instanceof String text) {
      return Cel.quoted(text);
    }
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }

  private static boolean isNull(Expression of) {
    return of instanceof Literal literal && literal.value() == null;
  }

  private static String field(Field field) {
    return Cel.field(field.side().word(), field.path());
  }

  private static Comparison opposite(Comparison by) {
    return switch (by) {
      case EQUAL -> Comparison.UNEQUAL;
      case UNEQUAL -> Comparison.EQUAL;
      case LESS -> Comparison.AT_LEAST;
      case AT_MOST -> Comparison.GREATER;
      case GREATER -> Comparison.AT_MOST;
      case AT_LEAST -> Comparison.LESS;
    };
  }
}
