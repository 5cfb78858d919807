package dev.stepwell.runtime.engine;

import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.LimitRules;
import dev.stepwell.contract.StepLimits;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.contract.condition.Evaluation;
import dev.stepwell.runtime.codec.Digests;
import dev.stepwell.runtime.model.FlowLimits;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.StoredFunction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the limits of a run and of its steps from its function and its event. */
final class RunLimitKeys {
  private static final int GROUP_BYTES = 16;

  private RunLimitKeys() {}

  /** The limits of a run for this event; null for none. */
  static @Nullable RunLimits of(
      StoredFunction function, FlowExpressions expressions, Evaluation.Data data) {
    FlowControl flow = function.flowControl();
    List<RunLimits.Use> uses = new ArrayList<>();
    for (ConcurrencyDefinition limit : flow.concurrency()) {
      add(uses, limit.name(function.id()), expressions.key(limit.key(), data), 1);
    }
    ThrottleDefinition throttle = flow.throttle();
    if (throttle != null) {
      int cost = (int) expressions.cost(throttle, data);
      add(uses, throttle.name(function.id()), expressions.key(throttle.key(), data), cost);
    }
    return uses.isEmpty() && !FlowLimits.areOnStepsOf(function)
        ? null
        : new RunLimits(group(uses), uses);
  }

  /** What an attempt of a step takes of the limits of that step. */
  static List<RunLimits.Use> ofStep(
      StoredFunction function, StepLimits step, FlowExpressions expressions, Evaluation.Data data) {
    String owner = LimitRules.step(function.id(), step.stepId());
    List<RunLimits.Use> uses = new ArrayList<>();
    for (ConcurrencyDefinition limit : step.concurrency()) {
      add(uses, limit.name(owner), expressions.key(limit.key(), data), 1);
    }
    ThrottleDefinition throttle = step.throttle();
    if (throttle != null) {
      int cost = (int) expressions.cost(throttle, data);
      add(uses, throttle.name(owner), expressions.key(throttle.key(), data), cost);
    }
    return uses;
  }

  /** Of two limits of one name and key, which a function may share with itself, one counts. */
  private static void add(List<RunLimits.Use> uses, String name, String key, int cost) {
    LimitKey limit = new LimitKey(name, key);
    if (uses.stream().noneMatch(use -> use.key().equals(limit))) {
      uses.add(new RunLimits.Use(limit, cost));
    }
  }

  private static String group(List<RunLimits.Use> uses) {
    StringBuilder text = new StringBuilder();
    uses.forEach(use ->
        text.append(use.key().limit()).append('\u001f').append(use.key().key()).append('\n'));
    byte[] digest = Digests.sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, GROUP_BYTES);
  }
}
