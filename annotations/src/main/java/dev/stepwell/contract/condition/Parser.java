package dev.stepwell.contract.condition;

import dev.stepwell.contract.condition.Expression.And;
import dev.stepwell.contract.condition.Expression.Compare;
import dev.stepwell.contract.condition.Expression.In;
import dev.stepwell.contract.condition.Expression.Not;
import dev.stepwell.contract.condition.Expression.Or;

/** Parses a condition, from the weakest operator to the strongest, as in CEL. */
public final class Parser {
  private static final int DEEPEST = 50;

  private final Words words;
  private final Values values;
  private int depth;

  private Parser(String text) {
    this.words = new Words(Lexer.tokens(text));
    this.values = new Values(words, this::any);
  }

  /**
   * Parses this text.
   *
   * @throws ConditionException if it is not a valid condition
   */
  public static Expression parse(String text) {
    Parser parser = new Parser(text);
    Expression condition = parser.any();
    parser.words.expectEnd();
    return condition;
  }

  private Expression any() {
    int start = words.start();
    Expression left = all();
    while (words.take("||")) {
      left = new Or(left, all(), words.since(start));
    }
    return left;
  }

  private Expression all() {
    int start = words.start();
    Expression left = relation();
    while (words.take("&&")) {
      left = new And(left, relation(), words.since(start));
    }
    return left;
  }

  private Expression relation() {
    int start = words.start();
    Expression left = negated();
    if (words.take("in")) {
      return new In(left, values.list(), words.since(start));
    }
    for (Comparison by : Comparison.values()) {
      if (words.take(by.sign())) {
        return new Compare(left, by, negated(), words.since(start));
      }
    }
    return left;
  }

  private Expression negated() {
    Token sign = words.next();
    depth++;
    if (depth > DEEPEST) {
      throw new ConditionException("this is nested too deeply", sign.span());
    }
    try {
      if (words.take("!")) {
        return new Not(negated(), words.since(sign.span().start()));
      }
      return values.read();
    } finally {
      depth--;
    }
  }
}
