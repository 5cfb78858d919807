package dev.stepwell.contract.condition;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One alternative of a condition on two events: the values that must be equal in both, and a condition on each by itself. So each event
 * can be evaluated without the other.
 *
 * @param pairs the values that must be equal
 * @param ofEvent the condition on the event that started the run
 * @param ofAsync the condition on the event that arrives
 */
public record Alternative(List<Pair> pairs, List<Expression> ofEvent, List<Expression> ofAsync) {
  /** Copies the lists. */
  public Alternative {
    pairs = List.copyOf(pairs);
    ofEvent = List.copyOf(ofEvent);
    ofAsync = List.copyOf(ofAsync);
  }

  /**
   * Splits a condition into alternatives. It holds if one of them does.
   *
   * @throws ConditionException if it compares the two events by anything but {@code ==}, or has too many alternatives
   */
  public static List<Alternative> of(Expression condition) {
    return Splitter.split(condition);
  }

  /**
   * Two values that must be equal.
   *
   * @param ofEvent a value of the event that started the run
   * @param ofAsync a value of the event that arrives
   */
  public record Pair(Expression ofEvent, Expression ofAsync) {}

  /** Its part on the event that arrives, as text: equal for equal demands. */
  public String asked() {
    return Stream.concat(pairs.stream().map(Pair::ofAsync), ofAsync.stream())
        .map(Expression::toString)
        .collect(Collectors.joining(" && "));
  }

  /** Both this and the other. */
  Alternative with(Alternative other) {
    return new Alternative(
        joined(pairs, other.pairs), joined(ofEvent, other.ofEvent), joined(ofAsync, other.ofAsync));
  }

  private static <T> List<T> joined(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
