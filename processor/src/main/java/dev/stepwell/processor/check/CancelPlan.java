package dev.stepwell.processor.check;

import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Side;
import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.TextModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides which records carry the events that cancel runs, in the part that one {@code @CancelOn} has in it. */
final class CancelPlan {
  private final EventRecords records;
  private final String packageName;
  private final EventModel started;
  private final CancelOnModel cancelOn;
  private final List<Fault> faults = new ArrayList<>();

  private CancelPlan(
      EventRecords records, String packageName, EventModel started, CancelOnModel cancelOn) {
    this.records = records;
    this.packageName = packageName;
    this.started = started;
    this.cancelOn = cancelOn;
  }

  /**
   * Plans the event unless it exists, and returns the faults of the event and of the conditions on it.
   *
   * @param packageName the package of the function
   * @param started the event that starts the function
   */
  static List<Fault> plan(
      EventRecords records, String packageName, EventModel started, CancelOnModel cancelOn) {
    CancelPlan plan = new CancelPlan(records, packageName, started, cancelOn);
    plan.plan();
    return plan.faults;
  }

  private void plan() {
    boolean matches = !cancelOn.match().isEmpty();
    if (matches == cancelOn.isConditional()) {
      faults.add(
          matches
              ? Fault.of(FaultKind.TWO_MATCHES, cancelOn.condition().address(), cancelOn.event())
              : Fault.of(
                  FaultKind.CANCEL_WITHOUT_MATCH, cancelOn.matchAddress(), cancelOn.event()));
      return;
    }
    faults.addAll(EventChecks.name(cancelOn.event(), cancelOn.eventAddress()));
    if (faults.isEmpty() && matches) {
      planMatch();
    } else if (faults.isEmpty()) {
      planCondition();
    }
  }

  private void planMatch() {
    List<FieldModel> matched = new ArrayList<>();
    for (String match : cancelOn.match()) {
      Optional<FieldModel> field = FieldChecks.field(started, match);
      if (field.isPresent()) {
        matched.add(field.get());
      } else {
        faults.add(FieldChecks.unknown(started, match, cancelOn.matchAddress()));
      }
    }
    if (!faults.isEmpty()) {
      return;
    }
    EventModel known = records.event(cancelOn.event());
    if (known != null && records.isDecided(known)) {
      matched.forEach(
          field -> faults.addAll(FieldChecks.ofMatched(known, field, cancelOn.matchAddress())));
      checkPackage(known);
    } else {
      use(matched.stream().map(FieldModel::asInJson).toList());
    }
  }

  private void planCondition() {
    TextModel condition = cancelOn.condition();
    Optional<Expression> read = ConditionChecks.read(condition, faults);
    if (read.isEmpty()) {
      return;
    }
    Expression expression = read.get();
    EventModel known = records.event(cancelOn.event());
    if (known != null && records.isDecided(known)) {
      checkTypes(expression, known);
      checkPackage(known);
      return;
    }
    faults.addAll(ConditionTypes.faults(condition, expression, Map.of(Side.EVENT, started)));
    List<FieldModel> fields = faults.isEmpty() ? fields(expression) : List.of();
    if (faults.isEmpty()) {
      checkTypes(
          expression,
          EventRecords.generated(cancelOn.event(), packageName, fields, cancelOn.eventAddress()));
      use(fields);
    }
  }

  private void checkTypes(Expression expression, EventModel arriving) {
    Map<Side, EventModel> events = Map.of(Side.EVENT, started, Side.ASYNC, arriving);
    faults.addAll(ConditionTypes.faults(cancelOn.condition(), expression, events));
    if (faults.isEmpty()) {
      faults.addAll(ConditionChecks.ofBoth(cancelOn.condition(), expression));
    }
  }

  /** The fields of the arriving event, in the order in which the condition names them. */
  private List<FieldModel> fields(Expression expression) {
    Map<String, FieldModel> told =
        ArrivingFields.of(expression, started, cancelOn.condition().address());
    Set<FieldModel> fields = new LinkedHashSet<>();
    for (Field field : ConditionChecks.fields(expression).toList()) {
      if (field.side() == Side.ASYNC) {
        FieldModel known = told.get(field.path().get(0));
        if (known == null) {
          faults.add(untold(field));
        } else {
          fields.add(known);
        }
      }
    }
    return List.copyOf(fields);
  }

  private Fault untold(Field field) {
    return Fault.of(
        FaultKind.CONDITION_FIELD,
        cancelOn.condition().address(),
        field.toString(),
        cancelOn.event(),
        EventModel.recordName(cancelOn.event()));
  }

  private void checkPackage(EventModel known) {
    if (!known.declared()) {
      faults.addAll(EventRecords.packageFaults(known, packageName, cancelOn.eventAddress()));
    }
  }

  private void use(List<FieldModel> fields) {
    faults.addAll(EventChecks.bare(started, cancelOn.event(), fields, cancelOn.eventAddress()));
    faults.addAll(EventChecks.names(cancelOn.event(), fields, cancelOn.eventAddress()));
    faults.addAll(records.use(packageName, cancelOn.event(), fields, cancelOn.eventAddress()));
  }
}
