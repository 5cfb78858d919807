package dev.stepwell.processor.check;

import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Expression.Choice;
import dev.stepwell.contract.condition.Expression.Compare;
import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Expression.Has;
import dev.stepwell.contract.condition.Expression.In;
import dev.stepwell.contract.condition.Expression.Literal;
import dev.stepwell.contract.condition.Expression.Size;
import dev.stepwell.contract.condition.Expression.TextCall;
import dev.stepwell.contract.condition.Side;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.ShapeModel;
import dev.stepwell.processor.model.ShapeModel.Kind;
import dev.stepwell.processor.model.TextModel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the types of a condition. An expression with a fault is reported once, and has any type in its context. */
final class ConditionTypes {
  private static final ShapeModel ANYTHING = ShapeModel.of("anything", Kind.ANYTHING);
  private static final ShapeModel TRUTH = ShapeModel.of("boolean", Kind.TRUTH);
  private static final ShapeModel NUMBER = ShapeModel.of("a number", Kind.NUMBER);

  private final TextModel condition;
  private final ConditionFields fields;
  private final ConditionValues values;
  private final List<Fault> faults = new ArrayList<>();

  private ConditionTypes(TextModel condition, Map<Side, EventModel> events) {
    this.condition = condition;
    this.fields = new ConditionFields(condition, events, faults);
    this.values = new ConditionValues(condition, faults);
  }

  /** The faults of this condition on these events. */
  static List<Fault> faults(
      TextModel condition, Expression expression, Map<Side, EventModel> events) {
    ConditionTypes types = new ConditionTypes(condition, events);
    ShapeModel result = types.type(expression);
    if (result.kind() != Kind.TRUTH && result.kind() != Kind.ANYTHING) {
      types.fault(FaultKind.CONDITION_RESULT, condition.text(), result.words());
    } else {
      types.demandField(expression);
    }
    return types.faults;
  }

  /**
   * The type of a value on these events.
   *
   * @param found takes what is wrong with it
   */
  static ShapeModel value(
      TextModel value, Expression expression, Map<Side, EventModel> events, List<Fault> found) {
    ConditionTypes types = new ConditionTypes(value, events);
    ShapeModel result = types.type(expression);
    found.addAll(types.faults);
    return types.faults.isEmpty() ? result : ANYTHING;
  }

  private void fault(FaultKind kind, Object... names) {
    faults.add(Fault.of(kind, condition.address(), names));
  }

  private String words(Expression expression) {
    return expression.span().of(condition.text());
  }

  private void demandField(Expression part) {
    if (part.sides().isEmpty()) {
      fault(FaultKind.CONDITION_CONSTANT, words(part));
    }
  }

  private ShapeModel type(Expression of) {
    if (of instanceof Field field) {
      return fields.type(field);
    }
    if (of instanceof Has has) {
      fields.type(has.field());
      return TRUTH;
    }
    if (of instanceof Size size) {
      demand(size, size.of(), "a text, a list or a map", Kind.TEXT, Kind.LIST, Kind.MAP);
      return NUMBER;
    }
    if (of instanceof TextCall call) {
      demand(call, call.text(), "a text", Kind.TEXT);
      demand(call, call.part(), "a text", Kind.TEXT);
      return TRUTH;
    }
    if (of instanceof Compare compare) {
      values.compare(compare, type(compare.left()), type(compare.right()));
      return TRUTH;
    }
    if (of instanceof In in) {
      in(in);
      return TRUTH;
    }
    if (of instanceof Choice choice) {
      return choice(choice);
    }
    return of instanceof Literal literal ? ConditionValues.literal(literal) : logic(of);
  }

  /** The type of a choice: that of both values, or of the one that is not null. */
  private ShapeModel choice(Choice choice) {
    demand(choice, choice.condition(), "true or false", Kind.TRUTH);
    demandField(choice.condition());
    ShapeModel then = type(choice.then());
    ShapeModel otherwise = type(choice.otherwise());
    if (then.kind() == Kind.NULL || then.kind() == Kind.ANYTHING) {
      return otherwise;
    }
    boolean isOne = otherwise.kind() == then.kind()
        || otherwise.kind() == Kind.NULL
        || otherwise.kind() == Kind.ANYTHING;
    if (!isOne) {
      fault(FaultKind.CHOICE_TYPES, words(choice), then.words(), otherwise.words());
      return ANYTHING;
    }
    return then;
  }

  /** What is made of truth values, each of which depends on a field, unless none of them does. */
  private ShapeModel logic(Expression of) {
    for (Expression part : of.parts()) {
      demand(of, part, "true or false", Kind.TRUTH);
      if (!of.sides().isEmpty()) {
        demandField(part);
      }
    }
    return TRUTH;
  }

  private void in(In in) {
    ShapeModel element = type(in.element());
    if (in.list() instanceof Expression.Items items) {
      items
          .items()
          .forEach(item -> values.equal(
              in, in.element(), element, item, ConditionValues.literal((Literal) item)));
      return;
    }
    ShapeModel list = demand(in, in.list(), "a list or a map", Kind.LIST, Kind.MAP);
    if (list.kind() == Kind.LIST && list.elements() != null) {
      values.equal(in, in.element(), element, in.list(), list.elements());
    } else if (list.kind() == Kind.MAP) {
      demand(in, in.element(), "a text", Kind.TEXT);
    }
  }

  /** The type of a part, which has to be of one of these kinds. */
  private ShapeModel demand(
      Expression by, Expression part, String needed, Kind kind, Kind... others) {
    Set<Kind> kinds = EnumSet.of(kind, others);
    kinds.add(Kind.ANYTHING);
    ShapeModel type = type(part);
    if (!kinds.contains(type.kind())) {
      fault(FaultKind.CONDITION_OPERAND, words(by), needed, words(part), type.words());
      return ANYTHING;
    }
    return type;
  }
}
