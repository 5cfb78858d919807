package dev.stepwell.contract.condition;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of the ways in which a condition on two events holds: what must be equal in both, and what must hold of each for itself. So
 * each event can be looked at without the other.
 *
 * @param pairs what must be equal
 * @param ofEvent what must hold of the event that has started the run
 * @param ofAsync what must hold of the event that arrives
 */
public record Alternative(List<Pair> pairs, List<Expression> ofEvent, List<Expression> ofAsync) {
  /** Copies of the lists are kept. */
  public Alternative {
    pairs = List.copyOf(pairs);
    ofEvent = List.copyOf(ofEvent);
    ofAsync = List.copyOf(ofAsync);
  }

  /**
   * The alternatives of a condition: it holds if one of them does.
   *
   * @throws ConditionException if it compares the two events in another way than by {@code ==}, or has too many alternatives
   */
  public static List<Alternative> of(Expression condition) {
    return Splitter.split(condition);
  }

  /**
   * What must be equal in both events.
   *
   * @param ofEvent a value of the event that has started the run
   * @param ofAsync a value of the event that arrives
   */
  public record Pair(Expression ofEvent, Expression ofAsync) {}

  /** What this asks of the event that arrives, as text: the same for alternatives that ask the same. */
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
