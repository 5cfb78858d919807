package dev.stepwell.processor.check;

import dev.stepwell.contract.condition.ConditionException;
import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Parser;
import dev.stepwell.contract.condition.Side;
import dev.stepwell.processor.model.BatchModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.ExpressionText;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FlowControlModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.SecretHints;
import dev.stepwell.processor.model.ShapeModel;
import dev.stepwell.processor.model.ShapeModel.Kind;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.TextModel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks keys, costs, priorities and conditions of batches against the event that starts a function. */
final class KeyChecks {
  private static final Set<Kind> KEYS =
      EnumSet.of(Kind.TEXT, Kind.NUMBER, Kind.TRUTH, Kind.ANYTHING);
  private static final Set<Kind> NUMBERS = EnumSet.of(Kind.NUMBER, Kind.ANYTHING);

  private final String owner;
  private final @Nullable EventModel event;
  private final List<Fault> faults = new ArrayList<>();

  private KeyChecks(String owner, @Nullable EventModel event) {
    this.owner = owner;
    this.event = event;
  }

  /** The faults of a function that an event like this starts, and of the steps of its class. */
  static List<Fault> of(ClassModel type, FunctionModel function, EventModel event) {
    KeyChecks checks = new KeyChecks("function " + function.method().name(), event);
    checks.check(function.flow());
    BatchModel batch = function.flow().batch();
    if (batch != null && !batch.condition().text().isEmpty()) {
      checks.checkCondition(batch.condition());
    }
    return checks.faults;
  }

  /**
   * The faults of the steps of a class, of which one of these events has to have the fields: a step need not belong to all functions.
   *
   * @param events the events that start the functions of the class
   */
  static List<Fault> ofSteps(ClassModel type, List<EventModel> events) {
    List<Fault> faults = new ArrayList<>();
    for (StepModel step : type.steps()) {
      List<Fault> ofFirst = List.of();
      for (int i = 0; i < events.size(); i++) {
        KeyChecks checks = new KeyChecks("step " + step.method().name(), events.get(i));
        checks.check(step.flow());
        if (checks.faults.isEmpty()) {
          ofFirst = List.of();
          break;
        }
        ofFirst = i == 0 ? checks.faults : ofFirst;
      }
      faults.addAll(ofFirst);
    }
    return faults;
  }

  /** The faults of a class whose functions no event starts: its keys have no fields to look at. */
  static List<Fault> ofNoEvent(ClassModel type) {
    List<Fault> faults = new ArrayList<>();
    for (FunctionModel function : type.functions()) {
      if (function.hasCron()) {
        KeyChecks checks = new KeyChecks("function " + function.method().name(), null);
        checks.check(function.flow());
        faults.addAll(checks.faults);
      }
    }
    if (type.functions().stream().allMatch(FunctionModel::hasCron)) {
      for (StepModel step : type.steps()) {
        KeyChecks checks = new KeyChecks("step " + step.method().name(), null);
        checks.check(step.flow());
        faults.addAll(checks.faults);
      }
    }
    return faults;
  }

  private void check(FlowControlModel flow) {
    List<FlowControlModel.Key> keys = new ArrayList<>(flow.keys());
    FlowControlModel.Key batch = flow.batchKey();
    if (batch != null) {
      keys.add(batch);
    }
    keys.forEach(key -> key.parts().forEach(this::checkKey));
    if (flow.throttle() != null && !flow.throttle().cost().text().isEmpty()) {
      checkNumber("cost", flow.throttle().cost(), true);
    }
    if (flow.priority() != null) {
      checkNumber("priority", flow.priority(), false);
    }
  }

  private void checkKey(TextModel part) {
    Optional<Expression> read = read("key", part, false);
    if (read.isEmpty()) {
      return;
    }
    ShapeModel type = type(part, read.get());
    if (!KEYS.contains(type.kind())) {
      String cure = "use a text, a number, or an expression that is true or false";
      fault(FaultKind.KEY_TYPE, part, "key", part.text(), owner, type.words(), cure);
    }
    if (read.get() instanceof Field field && isSecret(field)) {
      fault(FaultKind.KEY_SECRET, part, part.text(), owner);
    }
  }

  private void checkNumber(String what, TextModel number, boolean mayBeConstant) {
    Optional<Expression> read = read(what, number, mayBeConstant);
    if (read.isEmpty()) {
      return;
    }
    ShapeModel type = type(number, read.get());
    if (!NUMBERS.contains(type.kind())) {
      fault(FaultKind.KEY_TYPE, number, what, number.text(), owner, type.words(), "use a number");
    }
  }

  private void checkCondition(TextModel condition) {
    Optional<Expression> read = ConditionChecks.read(condition, faults);
    if (read.isEmpty() || event == null) {
      return;
    }
    Optional<Field> async = ConditionChecks.fields(read.get())
        .filter(field -> field.side() == Side.ASYNC)
        .findFirst();
    if (async.isPresent()) {
      String name = owner.substring(owner.indexOf(' ') + 1);
      fault(FaultKind.CONDITION_ASYNC, condition, async.get().toString(), name);
    } else {
      faults.addAll(ConditionTypes.faults(condition, read.get(), Map.of(Side.EVENT, event)));
    }
  }

  /** What the text says; nothing where it says nothing about the event of a run, which is a fault. */
  private Optional<Expression> read(String what, TextModel text, boolean mayBeConstant) {
    String written = ExpressionText.of(text);
    Expression expression;
    try {
      expression = Parser.parseValue(written);
    } catch (ConditionException e) {
      String at = ConditionChecks.shown(written, e.span());
      fault(FaultKind.KEY_SYNTAX, text, what, text.text(), owner, at, e.reason());
      return Optional.empty();
    }
    Set<Side> sides = expression.sides();
    if (sides.contains(Side.ASYNC)) {
      String reason = "only event.data.… is known when a run is created";
      fault(FaultKind.KEY_SYNTAX, text, what, text.text(), owner, "", reason);
    } else if (sides.isEmpty() && !mayBeConstant) {
      fault(FaultKind.KEY_CONSTANT, text, what, text.text(), owner);
    } else if (!sides.isEmpty() && event == null) {
      fault(FaultKind.KEY_WITHOUT_EVENT, text, what, text.text(), owner);
    } else {
      return Optional.of(expression);
    }
    return Optional.empty();
  }

  private ShapeModel type(TextModel text, Expression expression) {
    Map<Side, EventModel> events = event == null ? Map.of() : Map.of(Side.EVENT, event);
    return ConditionTypes.value(ExpressionText.written(text), expression, events, faults);
  }

  /** Whether the field, or what it is in, is marked as secret. */
  private boolean isSecret(Field field) {
    List<FieldModel> fields = event == null ? List.of() : event.fields();
    for (String name : field.path()) {
      Optional<FieldModel> found = FieldChecks.field(fields, name);
      if (found.isEmpty() || found.get().isSecret() || SecretHints.areIn(name)) {
        return found.isPresent();
      }
      fields = found.get().shape().members();
    }
    return false;
  }

  private void fault(FaultKind kind, TextModel at, Object... names) {
    faults.add(Fault.of(kind, at.address(), names));
  }
}
