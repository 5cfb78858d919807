package dev.stepwell.processor.check;

import dev.stepwell.contract.condition.Alternative;
import dev.stepwell.contract.condition.ConditionException;
import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Parser;
import dev.stepwell.contract.condition.Side;
import dev.stepwell.contract.condition.Span;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.ExpressionText;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks conditions, with the parser of the runtime. */
final class ConditionChecks {
  private static final int MAX_SHOWN = 40;

  private ConditionChecks() {}

  /** The faults of a function's condition on its events, which have the fields of this one. */
  static List<Fault> ofStart(FunctionModel function, EventModel event) {
    TextModel condition = function.triggers().condition();
    List<Fault> faults = new ArrayList<>();
    Optional<Expression> read = read(condition, faults);
    if (read.isEmpty()) {
      return faults;
    }
    Optional<Field> async =
        fields(read.get()).filter(field -> field.side() == Side.ASYNC).findFirst();
    if (async.isPresent()) {
      String name = function.method().name();
      faults.add(
          Fault.of(FaultKind.CONDITION_ASYNC, condition.address(), async.get().toString(), name));
      return faults;
    }
    faults.addAll(ConditionTypes.faults(condition, read.get(), Map.of(Side.EVENT, event)));
    return faults;
  }

  /** Parses this condition; empty if it is not valid, with a fault added. */
  static Optional<Expression> read(TextModel condition, List<Fault> faults) {
    try {
      return Optional.of(Parser.parse(condition.text()));
    } catch (ConditionException e) {
      faults.add(Fault.of(
          FaultKind.CONDITION_SYNTAX,
          condition.address(),
          condition.text(),
          shown(condition.text(), e.span()),
          e.reason()));
      return Optional.empty();
    }
  }

  /** What this value says; nothing where it is none, which is reported elsewhere. */
  static Optional<Expression> readValue(TextModel value) {
    try {
      return Optional.of(Parser.parseValue(ExpressionText.of(value)));
    } catch (ConditionException e) {
      return Optional.empty();
    }
  }

  /** What this condition says; nothing where it is none, which is reported elsewhere. */
  static Optional<Expression> readCondition(TextModel condition) {
    return read(condition, new ArrayList<>());
  }

  /** The rest of a text from this place, to be shown; nothing at its end. */
  static String shown(String text, Span from) {
    String rest = text.substring(from.start());
    String shown = rest.length() > MAX_SHOWN ? rest.substring(0, MAX_SHOWN) + "…" : rest;
    return shown.isEmpty() ? "" : " at \"" + shown + "\"";
  }

  /** The fault of a condition on two events that cannot be split between them. */
  static List<Fault> ofBoth(TextModel condition, Expression expression) {
    try {
      Alternative.of(expression);
      return List.of();
    } catch (ConditionException e) {
      Span span = e.span();
      return List.of(Fault.of(
          FaultKind.CONDITION_EVENTS, condition.address(), span.of(condition.text()), e.reason()));
    }
  }

  /** The fields that an expression names, in its order. */
  static Stream<Field> fields(Expression expression) {
    return expression instanceof Field field
        ? Stream.of(field)
        : expression.parts().stream().flatMap(ConditionChecks::fields);
  }
}
