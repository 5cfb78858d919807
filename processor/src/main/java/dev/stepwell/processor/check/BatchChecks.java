package dev.stepwell.processor.check;

import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Side;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.BatchModel;
import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.ExpressionText;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FlowControlModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is wrong with a batched function because the events of a batch have only its key in common. */
final class BatchChecks {
  private final FunctionModel function;
  private final String name;
  private final List<String> key;
  private final List<Fault> faults = new ArrayList<>();

  private BatchChecks(FunctionModel function, BatchModel batch) {
    this.function = function;
    this.name = function.method().name();
    this.key = batch.key().stream().map(ExpressionText::of).toList();
  }

  /** The faults of a function; none if it is not batched. */
  static List<Fault> of(FunctionModel function) {
    BatchModel batch = function.flow().batch();
    if (batch == null) {
      return List.of();
    }
    if (function.graph() != null) {
      return List.of(
          Fault.of(FaultKind.BATCH_GRAPH, batch.address(), function.method().name()));
    }
    BatchChecks checks = new BatchChecks(function, batch);
    checks.checkParameters();
    checks.checkPairs(batch);
    checks.checkKeys();
    function.cancelOn().forEach(checks::checkCancel);
    return checks.faults;
  }

  private void checkParameters() {
    List<FieldModel> others = function.fields();
    boolean takesBatch = function.method().parameters().stream()
        .anyMatch(parameter -> function.isBatch(parameter.type()));
    if (!others.isEmpty()) {
      others.forEach(other -> faults.add(Fault.of(
          FaultKind.BATCH_PARAMETER,
          other.address(),
          name,
          other.type().words() + " " + other.name())));
    } else if (!takesBatch) {
      faults.add(Fault.of(
          FaultKind.BATCH_PARAMETER, function.method().address(), name, "nothing of the event"));
    }
  }

  private void checkPairs(BatchModel batch) {
    FlowControlModel flow = function.flow();
    if (flow.debounce() != null) {
      pair(
          batch.address(),
          "Debounce",
          "one keeps all events of a run, and the other only the last");
    }
    if (flow.singleton() != null) {
      pair(batch.address(), "Singleton", "a skipped run would lose all events of its batch");
    }
  }

  private void pair(Address address, String other, String reason) {
    faults.add(Fault.of(FaultKind.BATCH_PAIR, address, other, name, reason));
  }

  private void checkKeys() {
    FlowControlModel flow = function.flow();
    for (FlowControlModel.Key other : flow.keys()) {
      boolean isOwn =
          other.annotation().equals("Debounce") || other.annotation().equals("Singleton");
      for (TextModel part : isOwn ? List.<TextModel>of() : other.parts()) {
        String expression = ExpressionText.of(part);
        if (!key.contains(expression)) {
          differs("the key of @" + other.annotation(), expression, part.address());
        }
      }
    }
    flow.numbers().forEach(number -> {
      boolean isPriority = number.equals(flow.priority());
      String what = isPriority ? "the priority" : "the cost of @Throttle";
      ConditionChecks.readValue(number)
          .ifPresent(value -> ConditionChecks.fields(value)
              .map(Field::toString)
              .filter(field -> !key.contains(field))
              .findFirst()
              .ifPresent(field -> differs(what, field, number.address())));
    });
  }

  /** A cancellation matches the run's event by fields that are in the batch's key, or by none. */
  private void checkCancel(CancelOnModel cancelOn) {
    Stream<String> matched = cancelOn.isConditional()
        ? ConditionChecks.readCondition(cancelOn.condition()).stream()
            .flatMap(ConditionChecks::fields)
            .filter(field -> field.side() == Side.EVENT)
            .map(Field::toString)
        : cancelOn.match().stream().map(field -> "event.data." + field);
    matched
        .filter(field -> !key.contains(field))
        .findFirst()
        .ifPresent(field -> differs(
            "@CancelOn(event = \"" + cancelOn.event() + "\")",
            field,
            cancelOn.isConditional() ? cancelOn.condition().address() : cancelOn.matchAddress()));
  }

  private void differs(String what, String field, Address address) {
    faults.add(Fault.of(
        FaultKind.BATCH_KEY,
        address,
        what,
        name,
        field,
        key.isEmpty() ? "which has none" : key.stream().collect(Collectors.joining(", "))));
  }
}
