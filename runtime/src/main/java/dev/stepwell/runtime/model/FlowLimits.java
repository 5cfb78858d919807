package dev.stepwell.runtime.model;

import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.LimitRules;
import dev.stepwell.contract.StepLimits;
import dev.stepwell.contract.ThrottleDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The limits that functions declare and that are decided when a run is claimed, by name. */
public final class FlowLimits {
  private final Map<String, FlowLimit> limits = new TreeMap<>();

  private FlowLimits() {}

  /** The limits of these functions. Of those that share one, the last in the list decides. */
  public static Map<String, FlowLimit> of(List<StoredFunction> functions) {
    FlowLimits all = new FlowLimits();
    for (StoredFunction function : functions) {
      FlowControl flow = function.flowControl();
      all.add(function.id(), flow.concurrency(), flow.throttle());
      for (StepLimits step : flow.steps()) {
        all.add(LimitRules.step(function.id(), step.stepId()), step.concurrency(), step.throttle());
      }
    }
    return all.limits;
  }

  /** Whether runs of the function are claimed under limits. */
  public static boolean areOn(StoredFunction function) {
    FlowControl flow = function.flowControl();
    return !flow.concurrency().isEmpty() || flow.throttle() != null || areOnStepsOf(function);
  }

  /** Whether a step of the function has limits of its own. */
  public static boolean areOnStepsOf(StoredFunction function) {
    return function.flowControl().steps().stream()
        .anyMatch(step -> !step.concurrency().isEmpty() || step.throttle() != null);
  }

  /** The limits of a run of this function, whose attempts or steps have some, for an event without values for their keys. */
  public static RunLimits withoutValues(StoredFunction function) {
    FlowControl flow = function.flowControl();
    List<RunLimits.Use> uses = new ArrayList<>();
    for (ConcurrencyDefinition limit : flow.concurrency()) {
      uses.add(withoutValues(limit.name(function.id()), limit.key()));
    }
    ThrottleDefinition throttle = flow.throttle();
    if (throttle != null) {
      uses.add(withoutValues(throttle.name(function.id()), throttle.key()));
    }
    return new RunLimits("", uses);
  }

  private static RunLimits.Use withoutValues(String name, List<String> parts) {
    String key = String.join(",", Collections.nCopies(parts.size(), "null"));
    return new RunLimits.Use(new LimitKey(name, "[" + key + "]"), 1);
  }

  private void add(
      String owner,
      List<ConcurrencyDefinition> concurrency,
      @Nullable ThrottleDefinition throttle) {
    for (ConcurrencyDefinition limit : concurrency) {
      String name = limit.name(owner);
      limits.put(name, new FlowLimit(name, limit.limit(), null, null));
    }
    if (throttle != null) {
      String name = throttle.name(owner);
      limits.put(name, new FlowLimit(name, throttle.limit(), throttle.period(), throttle.burst()));
    }
  }
}
