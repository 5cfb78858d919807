package dev.stepwell.contract.condition;

import dev.stepwell.contract.condition.Alternative.Pair;
import dev.stepwell.contract.condition.Expression.And;
import dev.stepwell.contract.condition.Expression.Compare;
import dev.stepwell.contract.condition.Expression.Not;
import dev.stepwell.contract.condition.Expression.Or;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Splits a condition into alternatives: its disjunctive normal form, in which parts on one event alone stay whole. */
final class Splitter {
  private static final int MAX = 16;

  private Splitter() {}

  static List<Alternative> split(Expression condition) {
    return split(condition, true);
  }

  /** The alternatives in which the condition holds, or does not hold. */
  private static List<Alternative> split(Expression condition, boolean holds) {
    Set<Side> sides = condition.sides();
    if (sides.size() < Side.values().length) {
      Expression alone = holds ? condition : new Not(condition, condition.span());
      return List.of(
          sides.contains(Side.ASYNC)
              ? new Alternative(List.of(), List.of(), List.of(alone))
              : new Alternative(List.of(), List.of(alone), List.of()));
    }
    if (condition instanceof Not not) {
      return split(not.of(), !holds);
    }
    if (condition instanceof And and) {
      return holds
          ? all(and, split(and.left(), true), split(and.right(), true))
          : any(and, split(and.left(), false), split(and.right(), false));
    }
    if (condition instanceof Or or) {
      return holds
          ? any(or, split(or.left(), true), split(or.right(), true))
          : all(or, split(or.left(), false), split(or.right(), false));
    }
    return List.of(pair(condition, holds));
  }

  private static List<Alternative> any(
      Expression of, List<Alternative> some, List<Alternative> others) {
    return checked(of, Stream.concat(some.stream(), others.stream()).toList());
  }

  private static List<Alternative> all(
      Expression of, List<Alternative> some, List<Alternative> others) {
    return checked(
        of, some.stream().flatMap(one -> others.stream().map(one::with)).toList());
  }

  private static List<Alternative> checked(Expression of, List<Alternative> alternatives) {
    if (alternatives.size() > MAX) {
      throw new ConditionException(
          "this has " + alternatives.size() + " alternatives, but at most " + MAX
              + " are possible: write several @CancelOn",
          of.span());
    }
    return alternatives;
  }

  private static Alternative pair(Expression condition, boolean holds) {
    Comparison equal = holds ? Comparison.EQUAL : Comparison.EQUAL.opposite();
    if (condition instanceof Compare compare
        && compare.by() == equal
        && compare.left().sides().size() == 1
        && compare.right().sides().size() == 1) {
      boolean isEventFirst = compare.left().sides().contains(Side.EVENT);
      Pair pair = isEventFirst
          ? new Pair(compare.left(), compare.right())
          : new Pair(compare.right(), compare.left());
      return new Alternative(List.of(pair), List.of(), List.of());
    }
    throw new ConditionException(
        "a field of event can be compared with a field of async only by ==, because runs are found by equal values",
        condition.span());
  }
}
