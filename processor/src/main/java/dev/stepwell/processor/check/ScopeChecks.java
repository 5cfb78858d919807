package dev.stepwell.processor.check;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.ConcurrencyModel;
import dev.stepwell.processor.model.FlowControlModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.ThrottleModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds limits that share a scope and are not the same. */
public final class ScopeChecks {
  private final Map<String, Use> first = new HashMap<>();
  private final Map<ClassModel, List<Fault>> faults = new LinkedHashMap<>();

  /**
   * One that shares a limit.
   *
   * @param values what it says of the limit, in words
   * @param owner the function or step
   */
  private record Use(String values, String owner) {}

  private ScopeChecks() {}

  /** The faults of each class of these, in their order. */
  public static Map<ClassModel, List<Fault>> of(List<ClassModel> classes) {
    ScopeChecks checks = new ScopeChecks();
    for (ClassModel type : classes) {
      for (FunctionModel function : type.functions()) {
        checks.check(type, function.flow(), "function " + function.method().name());
      }
      for (StepModel step : type.steps()) {
        checks.check(type, step.flow(), "step " + step.method().name());
      }
    }
    return checks.faults;
  }

  private void check(ClassModel type, FlowControlModel flow, String owner) {
    for (ConcurrencyModel limit : flow.concurrency()) {
      String values = limit.limit().value() + parts(limit.key().size());
      String kind = limit.perRun() ? "Concurrency(per = RUN)" : "Concurrency";
      check(type, kind, limit.scope().text(), new Use(values, owner), limit.address());
    }
    ThrottleModel throttle = flow.throttle();
    if (throttle != null) {
      String values = throttle.limit().value() + " in " + throttle.period().text() + ", burst "
          + throttle.burst().value() + parts(throttle.key().size());
      check(type, "Throttle", throttle.scope().text(), new Use(values, owner), throttle.address());
    }
  }

  private static String parts(int count) {
    if (count == 0) {
      return " without a key";
    }
    return " with a key of " + count + (count == 1 ? " part" : " parts");
  }

  private void check(ClassModel type, String kind, String scope, Use use, Address address) {
    if (scope.isEmpty()) {
      return;
    }
    Use other = first.putIfAbsent(kind + " " + scope, use);
    if (other != null && !other.values.equals(use.values)) {
      faults
          .computeIfAbsent(type, some -> new ArrayList<>())
          .add(Fault.of(
              FaultKind.SCOPE_DIFFERS,
              address,
              kind,
              scope,
              other.values,
              other.owner,
              use.values,
              use.owner));
    }
  }
}
