package dev.stepwell.processor.model;

import dev.stepwell.contract.LimitRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a function's flow control, as builds are compared by it.
 *
 * @param name the name by which the runtime knows the limit; {@code debounce}, {@code batch} or {@code priority} for what is no limit
 * @param says its values
 */
public record StoredLimit(String name, String says) {
  /** Those of a function and of its steps. */
  public static List<StoredLimit> of(FunctionModel function, List<StepModel> steps) {
    FlowControlModel flow = function.flow();
    List<StoredLimit> limits = new ArrayList<>(shared(flow, function.storedId()));
    RateLimitModel rateLimit = flow.rateLimit();
    if (rateLimit != null) {
      String name = name("rate-limit", "", function.storedId(), rateLimit.key());
      limits.add(new StoredLimit(
          name, rateLimit.limit().value() + " in " + rateLimit.period().text()));
    }
    SingletonModel singleton = flow.singleton();
    if (singleton != null) {
      String name = name("singleton", "", function.storedId(), singleton.key());
      limits.add(new StoredLimit(name, singleton.mode()));
    }
    MaxWaitingModel maxWaiting = flow.maxWaiting();
    if (maxWaiting != null) {
      String name = name("max-waiting", "", function.storedId(), maxWaiting.key());
      limits.add(
          new StoredLimit(name, maxWaiting.limit().value() + ", then " + maxWaiting.whenFull()));
    }
    addGathering(flow, limits);
    steps.forEach(step ->
        limits.addAll(shared(step.flow(), LimitRules.step(function.storedId(), step.id()))));
    return List.copyOf(limits);
  }

  private static void addGathering(FlowControlModel flow, List<StoredLimit> to) {
    DebounceModel debounce = flow.debounce();
    if (debounce != null) {
      String most =
          debounce.timeout().isGiven() ? ", at most " + debounce.timeout().text() : "";
      to.add(new StoredLimit("debounce", debounce.period().text() + most + by(debounce.key())));
    }
    BatchModel batch = flow.batch();
    if (batch != null) {
      String condition =
          batch.condition().text().isEmpty() ? "" : " if " + batch.condition().text();
      to.add(new StoredLimit(
          "batch",
          batch.maxSize().value() + " events, " + batch.maxBytes().value() + " bytes, "
              + batch.timeout().text() + by(batch.key()) + condition));
    }
    TextModel priority = flow.priority();
    if (priority != null) {
      to.add(new StoredLimit("priority", ExpressionText.of(priority)));
    }
  }

  /** The limits that a step may have too. */
  private static List<StoredLimit> shared(FlowControlModel flow, String owner) {
    List<StoredLimit> limits = new ArrayList<>();
    for (ConcurrencyModel limit : flow.concurrency()) {
      String kind = limit.perRun() ? "runs" : "concurrency";
      limits.add(new StoredLimit(
          name(kind, limit.scope().text(), owner, limit.key()),
          String.valueOf(limit.limit().value())));
    }
    ThrottleModel throttle = flow.throttle();
    if (throttle != null) {
      String cost = throttle.cost().text().isEmpty()
          ? ""
          : ", each takes " + ExpressionText.of(throttle.cost());
      limits.add(new StoredLimit(
          name("throttle", throttle.scope().text(), owner, throttle.key()),
          throttle.limit().value() + " in " + throttle.period().text() + ", burst "
              + throttle.burst().value() + cost));
    }
    return limits;
  }

  private static String name(String kind, String scope, String owner, List<TextModel> key) {
    return LimitRules.name(
        kind, scope, owner, key.stream().map(ExpressionText::of).toList());
  }

  private static String by(List<TextModel> key) {
    return key.isEmpty()
        ? ""
        : key.stream().map(ExpressionText::of).collect(Collectors.joining(", ", " by ", ""));
  }
}
