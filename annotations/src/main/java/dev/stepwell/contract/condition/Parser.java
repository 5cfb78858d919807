package dev.stepwell.contract.condition;

import dev.stepwell.contract.condition.Expression.And;
import dev.stepwell.contract.condition.Expression.Choice;
import dev.stepwell.contract.condition.Expression.Compare;
import dev.stepwell.contract.condition.Expression.In;
import dev.stepwell.contract.condition.Expression.Not;
import dev.stepwell.contract.condition.Expression.Or;

/** Parses a condition or a value, from the weakest operator to the strongest, as in CEL. */
public final class Parser {
  private static final int DEEPEST = 50;

  private final Words words;
  private final Values values;
  private int depth;

  private Parser(String text, boolean allowsChoices) {
    this.words = new Words(Lexer.tokens(text));
    this.values = new Values(words, allowsChoices ? this::choice : this::any);
  }

  /**
   * Parses this text.
   *
   * @throws ConditionException if it is not a valid condition
   */
  public static Expression parse(String text) {
    Parser parser = new Parser(text, false);
    Expression condition = parser.any();
    parser.words.expectEnd();
    return condition;
  }

  /**
   * Parses the text of a value: of a part of a key, a cost or a priority. Unlike a condition it may choose between two values: {@code
   * event.data.plan == 'paid' ? 3600 : 0}.
   *
   * @throws ConditionException if it is not a valid value
   */
  public static Expression parseValue(String text) {
    Parser parser = new Parser(text, true);
    Expression value = parser.choice();
    parser.words.expectEnd();
    return value;
  }

  private Expression choice() {
    Token first = words.next();
    descend(first);
    try {
      Expression condition = any();
      if (!words.take("?")) {
        return condition;
      }
      Expression then = choice();
      words.expect(":", "between the two values of ?");
      return new Choice(condition, then, choice(), words.since(first.span().start()));
    } finally {
      depth--;
    }
  }

  private void descend(Token at) {
    depth++;
    if (depth > DEEPEST) {
      throw new ConditionException("this is nested too deeply", at.span());
    }
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
    descend(sign);
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
