package dev.stepwell.contract.condition;

import dev.stepwell.contract.condition.Expression.And;
import dev.stepwell.contract.condition.Expression.Choice;
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
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates an expression on one event. It never throws: an expression without a value is null, for example one on a field that is
 * missing or null.
 */
public final class Evaluation {
  private final Data data;

  private Evaluation(Data data) {
    this.data = data;
  }

  /** The data of an event. */
  @FunctionalInterface
  public interface Data {
    /**
     * The value at this path: a {@link String}, {@link BigDecimal}, {@link Boolean}, {@link Collection} of these or {@link Map}
     * from strings to these; null if the value is missing or null.
     */
    @Nullable
    Object at(List<String> path);
  }

  /** Whether the condition holds for this event. A condition without a value does not hold. */
  public static boolean holds(Expression condition, Data data) {
    return Boolean.TRUE.equals(new Evaluation(data).value(condition));
  }

  /** The value of an expression on this event: a string, number or boolean; null if it has no value. */
  public static @Nullable Object value(Expression expression, Data data) {
    Object value = new Evaluation(data).value(expression);
    return value instanceof String || value instanceof BigDecimal || value instanceof Boolean
        ? value
        : null;
  }

  private @Nullable Object value(Expression of) {
    if (of instanceof Literal literal) {
      return literal.value() instanceof Long whole ? BigDecimal.valueOf(whole) : literal.value();
    }
    if (of instanceof Field field) {
      return data.at(field.path());
    }
    if (of instanceof Items items) {
      return items.items().stream().map(this::value).toList();
    }
    if (of instanceof Size size) {
      return size(value(size.of()));
    }
    if (of instanceof Has has) {
      return value(has.field()) != null;
    }
    if (of instanceof Compare compare) {
      return compare(compare);
    }
    if (of instanceof In in) {
      return in(value(in.element()), value(in.list()));
    }
    if (of instanceof TextCall call) {
      return test(value(call.text()), call.test(), value(call.part()));
    }
    if (of instanceof Choice choice) {
      return value(
          Boolean.TRUE.equals(value(choice.condition())) ? choice.then() : choice.otherwise());
    }
    return truth(of);
  }

  /** The result of a logical operator. If one operand has no value, the other may decide. */
  private @Nullable Boolean truth(Expression of) {
    if (of instanceof Not not) {
      return not(value(not.of()));
    }
    if (of instanceof And and) {
      return both(value(and.left()), value(and.right()));
    }
    return of instanceof Or or ? not(both(not(value(or.left())), not(value(or.right())))) : null;
  }

  private static @Nullable Boolean not(@Nullable Object truth) {
    return truth instanceof Boolean known ? (Boolean) !known : null;
  }

  private static @Nullable Boolean both(@Nullable Object left, @Nullable Object right) {
    if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
      return false;
    }
    return (Boolean.TRUE.equals(left) && Boolean.TRUE.equals(right)) ? (Boolean) true : null;
  }

  private @Nullable Boolean compare(Compare compare) {
    Object left = value(compare.left());
    Object right = value(compare.right());
    if (isNull(compare.left()) || isNull(compare.right())) {
      return compare.by().holds(left == null && right == null ? 0 : 1);
    }
    Integer order = order(left, right);
    if (order == null || (compare.by().isOrder() && left instanceof Boolean)) {
      return null;
    }
    return compare.by().holds(order);
  }

  private static boolean isNull(Expression of) {
    return of instanceof Literal literal && literal.value() == null;
  }

  /** The order of two values of one type; null if their types differ or have no order. */
  private static @Nullable Integer order(@Nullable Object left, @Nullable Object right) {
    if (left instanceof BigDecimal one && right instanceof BigDecimal other) {
      return one.compareTo(other);
    }
    if (left instanceof String one && right instanceof String other) {
      return one.compareTo(other);
    }
    return (left instanceof Boolean one && right instanceof Boolean other)
        ? (Integer) one.compareTo(other)
        : null;
  }

  private static @Nullable Boolean in(@Nullable Object element, @Nullable Object list) {
    if (element == null) {
      return null;
    }
    if (list instanceof Map<?, ?> map) {
      return map.keySet().stream().anyMatch(key -> isEqual(element, key));
    }
    return list instanceof Collection<?> items
        ? (Boolean) items.stream().anyMatch(item -> isEqual(element, item))
        : null;
  }

  private static boolean isEqual(Object one, @Nullable Object other) {
    Integer order = order(one, other);
    return order != null && order == 0;
  }

  private static @Nullable Boolean test(@Nullable Object of, TextTest test, @Nullable Object part) {
    return (of instanceof String text && part instanceof String wanted)
        ? (Boolean) test.holds(text, wanted)
        : null;
  }

  private static @Nullable BigDecimal size(@Nullable Object of) {
    if (of instanceof String text) {
      return BigDecimal.valueOf(text.codePointCount(0, text.length()));
    }
    if (of instanceof Collection<?> items) {
      return BigDecimal.valueOf(items.size());
    }
    return of instanceof Map<?, ?> map ? BigDecimal.valueOf(map.size()) : null;
  }
}
