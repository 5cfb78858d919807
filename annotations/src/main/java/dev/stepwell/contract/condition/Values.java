package dev.stepwell.contract.condition;

import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Expression.Has;
import dev.stepwell.contract.condition.Expression.Items;
import dev.stepwell.contract.condition.Expression.Literal;
import dev.stepwell.contract.condition.Expression.Size;
import dev.stepwell.contract.condition.Expression.TextCall;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Parses the operands: literals, fields and calls. */
final class Values {
  private final Words words;
  private final Supplier<Expression> any;

  /** Parses from these tokens; {@code any} parses a whole condition, as in parentheses. */
  Values(Words words, Supplier<Expression> any) {
    this.words = words;
    this.any = any;
  }

  /** A value, with the calls on it. */
  Expression read() {
    int start = words.start();
    Expression value = first();
    while (words.take(".")) {
      value = call(value, words.expectName("after the dot"), start);
    }
    return value;
  }

  private Expression call(Expression of, Token name, int start) {
    if (name.is("size")) {
      words.expect("(", "after size");
      words.expect(")", "after size(");
      return new Size(of, words.since(start));
    }
    TextTest test = test(name);
    words.expect("(", "after " + name.text());
    Expression part = any.get();
    words.expect(")", "at the end of " + name.text() + "(…");
    return new TextCall(of, test, part, words.since(start));
  }

  private static TextTest test(Token name) {
    for (TextTest test : TextTest.values()) {
      if (test.word().equals(name.text())) {
        return test;
      }
    }
    throw new ConditionException(
        "there is no " + name.text()
            + "(…); the functions are startsWith, endsWith, contains and size",
        name.span());
  }

  private Expression first() {
    Token token = words.take();
    return switch (token.kind()) {
      case TEXT, NUMBER -> new Literal(token.value(), token.span());
      case NAME -> named(token);
      case SIGN -> signed(token);
      case END -> throw new ConditionException("a value is missing at the end", token.span());
    };
  }

  private Expression signed(Token sign) {
    if (sign.is("(")) {
      Expression within = any.get();
      words.expect(")", "at the end of (…");
      return within;
    }
    if (sign.is("[")) {
      throw new ConditionException("a list can only follow in", sign.span());
    }
    if (sign.is("-") && words.next().kind() == Token.Kind.NUMBER) {
      Object value = negative(words.take().value());
      return new Literal(value, words.since(sign.span().start()));
    }
    throw new ConditionException("a value is missing before " + sign.text(), sign.span());
  }

  private static @Nullable Object negative(@Nullable Object number) {
    if (number instanceof Long whole) {
      return -whole;
    }
    return number instanceof BigDecimal decimal ? decimal.negate() : null;
  }

  /** The right side of {@code in}: a list literal, or a value. */
  Expression list() {
    return words.next().is("[") ? items() : read();
  }

  private Expression items() {
    List<Expression> items = new ArrayList<>();
    int from = words.start();
    words.take();
    if (words.take("]")) {
      throw new ConditionException(
          "this list is empty: write at least one value", words.since(from));
    }
    do {
      Expression item = read();
      if (!(item instanceof Literal literal) || literal.value() == null) {
        throw new ConditionException(
            "a list can contain only texts, numbers, true and false", item.span());
      }
      items.add(item);
    } while (words.take(","));
    words.expect("]", "at the end of the list");
    return new Items(items, words.since(from));
  }

  private Expression named(Token name) {
    return switch (name.text()) {
      case "true" -> new Literal(true, name.span());
      case "false" -> new Literal(false, name.span());
      case "null" -> new Literal(null, name.span());
      case "has" -> has(name);
      case "size" -> size(name);
      default -> field(name);
    };
  }

  private Expression has(Token name) {
    words.expect("(", "after has");
    Field field = field(words.take());
    words.expect(")", "at the end of has(…");
    return new Has(field, words.since(name.span().start()));
  }

  private Expression size(Token name) {
    words.expect("(", "after size");
    Expression of = any.get();
    words.expect(")", "at the end of size(…");
    return new Size(of, words.since(name.span().start()));
  }

  /** {@code event.data.customer.country}; a name with parentheses is a call on the value before it. */
  private Field field(Token first) {
    Side side = side(first);
    if (side == null) {
      throw new ConditionException(
          "there is no " + first.text() + "; write a field as event.data.… or async.data.…",
          first.span());
    }
    words.expect(".", "after " + first.text() + ", as in " + first.text() + ".data.…");
    Token data = words.expectName("after " + first.text() + ".");
    if (!data.is("data")) {
      throw new ConditionException(
          "conditions look at " + first.text() + ".data only", data.span());
    }
    int start = first.span().start();
    List<String> path = new ArrayList<>();
    while (words.next().is(".") && !words.isCall()) {
      words.take();
      path.add(words.expectName("after the dot").text());
    }
    if (path.isEmpty()) {
      throw new ConditionException(
          first.text() + ".data is not a value: name a field, as in " + first.text() + ".data.…",
          words.since(start));
    }
    return new Field(side, path, words.since(start));
  }

  private static @Nullable Side side(Token name) {
    for (Side side : Side.values()) {
      if (name.is(side.word())) {
        return side;
      }
    }
    return null;
  }
}
