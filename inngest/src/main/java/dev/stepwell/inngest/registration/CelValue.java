package dev.stepwell.inngest.registration;

import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Expression.Choice;
import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Expression.Items;
import dev.stepwell.contract.condition.Expression.Literal;
import dev.stepwell.contract.condition.Expression.Size;
import dev.stepwell.contract.condition.Parser;
import dev.stepwell.contract.condition.Side;
import dev.stepwell.contract.condition.Span;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.wire.Cel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Translates keys and priorities into expressions for a server.
 *
 * <p>A key is a text there, because a server applies no limit to an event whose key is {@code false}, and cannot
 * evaluate the text of null. Null has a text that no other value has.
 */
final class CelValue {
  private static final String NULL = "\"\"";
  private static final String MARK = "=";
  private static final Span NOWHERE = new Span(0, 0);

  private CelValue() {}

  /** The text of these parts of a key; equal for equal values only. */
  static String key(List<String> parts, EventEncoding encoding) {
    return joined(parts.stream()
        .map(Parser::parseValue)
        .map(part -> compared(part, encoding))
        .map(CelValue::text)
        .toList());
  }

  /** The text of these fields of the event, as the parts of a key. */
  static String keyOfFields(List<String> names, EventEncoding encoding) {
    return joined(names.stream()
        .map(name -> new Field(Side.EVENT, encoding.path(name), NOWHERE))
        .map(CelValue::text)
        .toList());
  }

  /** The digest of a field that is encoded; any other part as it is. */
  private static Expression compared(Expression part, EventEncoding encoding) {
    return part instanceof Field field && field.path().size() == 1
        ? new Field(field.side(), encoding.path(field.path().get(0)), field.span())
        : part;
  }

  private static String joined(List<String> texts) {
    return texts.size() == 1
        ? texts.get(0)
        : texts.stream()
            .map(text -> "string(size(" + text + ")) + \":\" + " + text)
            .collect(Collectors.joining(" + "));
  }

  private static String text(Expression value) {
    if (value instanceof Choice choice) {
      return "(" + CelCondition.holds(choice.condition(), true) + " ? " + text(choice.then())
          + " : " + text(choice.otherwise()) + ")";
    }
    if (value instanceof Literal literal) {
      Object of = literal.value();
      return of == null
          ? NULL
          : Cel.quoted(MARK
              + (of instanceof BigDecimal number ? number.toPlainString() : String.valueOf(of)));
    }
    if (value instanceof Field || value instanceof Size) {
      return marked(value);
    }
    return value instanceof Items ? NULL : truth(value);
  }

  private static String marked(Expression value) {
    String text = Cel.quoted(MARK) + " + string(" + CelCondition.value(value) + ")";
    return "(" + missing(value) + " ? " + NULL + " : " + text + ")";
  }

  /** When the value is null. */
  private static String missing(Expression value) {
    Expression of = value instanceof Size size ? size.of() : value;
    return of instanceof Field ? CelCondition.value(of) + " == null" : "false";
  }

  private static String truth(Expression condition) {
    return "(" + CelCondition.holds(condition, true) + " ? " + Cel.quoted(MARK + "true") + " : ("
        + CelCondition.holds(condition, false) + " ? " + Cel.quoted(MARK + "false") + " : " + NULL
        + "))";
  }

  /** The whole number of a priority; 0 if it has no value. */
  static String priority(String priority) {
    return whole(Parser.parseValue(priority));
  }

  private static String whole(Expression value) {
    if (value instanceof Choice choice) {
      return "(" + CelCondition.holds(choice.condition(), true) + " ? " + whole(choice.then())
          + " : " + whole(choice.otherwise()) + ")";
    }
    if (value instanceof Literal literal) {
      Object of = literal.value();
      return of instanceof BigDecimal number
          ? number.setScale(0, RoundingMode.DOWN).toPlainString()
          : of instanceof Long ? of.toString() : "0";
    }
    return value instanceof Field || value instanceof Size
        ? "(" + missing(value) + " ? 0 : int(" + CelCondition.value(value) + "))"
        : "0";
  }
}
