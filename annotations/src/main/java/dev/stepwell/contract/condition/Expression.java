package dev.stepwell.contract.condition;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition, or a part of one: a subset of the Common Expression Language (<a href="https://cel.dev">CEL</a>).
 *
 * <p>Its text, {@code toString}, has all parentheses and is the same for conditions that differ in spaces only. Neither the meaning of
 * conditions nor this text may change between releases, because the keys of live runs are made from it (ADR 19).
 */
public sealed interface Expression {
  /** Its position in the text. */
  Span span();

  /** Its parts. */
  List<Expression> parts();

  /** The events that it uses; none if it is constant. */
  default Set<Side> sides() {
    Set<Side> sides = EnumSet.noneOf(Side.class);
    parts().forEach(part -> sides.addAll(part.sides()));
    return sides;
  }

  /**
   * A literal.
   *
   * @param value a {@link String}, {@link Long}, {@link java.math.BigDecimal} or {@link Boolean}; null for {@code null}
   */
  record Literal(@Nullable Object value, Span span) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of();
    }

    @Override
    public String toString() {
      return value instanceof String text ? Lexer.quoted(text) : String.valueOf(value);
    }
  }

  /**
   * A field of an event's data, or of a record in it.
   *
   * @param path the names of the fields, from the outermost; at least one
   */
  record Field(Side side, List<String> path, Span span) implements Expression {
    /** Copies the path. */
    public Field {
      path = List.copyOf(path);
    }

    @Override
    public List<Expression> parts() {
      return List.of();
    }

    @Override
    public Set<Side> sides() {
      return Set.of(side);
    }

    @Override
    public String toString() {
      return side.word() + ".data." + String.join(".", path);
    }
  }

  /** Whether a field exists, and is not null. */
  record Has(Field field, Span span) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of(field);
    }

    @Override
    public String toString() {
      return "has(" + field + ")";
    }
  }

  /** The number of characters of a string, or of elements of a list or map. */
  record Size(Expression of, Span span) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of(of);
    }

    @Override
    public String toString() {
      return "size(" + of + ")";
    }
  }

  /** Whether a string starts with, ends with or contains another. */
  record TextCall(Expression text, TextTest test, Expression part, Span span)
      implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of(text, part);
    }

    @Override
    public String toString() {
      return text + "." + test.word() + "(" + part + ")";
    }
  }

  /** A list literal. */
  record Items(List<Expression> items, Span span) implements Expression {
    /** Copies the items. */
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public List<Expression> parts() {
      return items;
    }

    @Override
    public String toString() {
      return items.stream().map(Expression::toString).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Whether a value is in a list, or is a key of a map. */
  record In(Expression element, Expression list, Span span) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of(element, list);
    }

    @Override
    public String toString() {
      return "(" + element + " in " + list + ")";
    }
  }

  /** Whether two values compare in this way. */
  record Compare(Expression left, Comparison by, Expression right, Span span)
      implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of(left, right);
    }

    @Override
    public String toString() {
      return "(" + left + " " + by.sign() + " " + right + ")";
    }
  }

  /** The opposite. */
  record Not(Expression of, Span span) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of(of);
    }

    @Override
    public String toString() {
      return "!" + of;
    }
  }

  /** Both of these. */
  record And(Expression left, Expression right, Span span) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of(left, right);
    }

    @Override
    public String toString() {
      return "(" + left + " && " + right + ")";
    }
  }

  /** At least one of these. */
  record Or(Expression left, Expression right, Span span) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of(left, right);
    }

    @Override
    public String toString() {
      return "(" + left + " || " + right + ")";
    }
  }

  /** One value if a condition holds, and another one if it does not. Conditions contain none; keys, costs and priorities may. */
  record Choice(Expression condition, Expression then, Expression otherwise, Span span)
      implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of(condition, then, otherwise);
    }

    @Override
    public String toString() {
      return "(" + condition + " ? " + then + " : " + otherwise + ")";
    }
  }
}
