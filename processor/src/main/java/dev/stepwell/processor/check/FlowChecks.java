package dev.stepwell.processor.check;

import dev.stepwell.processor.model.BatchModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.ConcurrencyModel;
import dev.stepwell.processor.model.DebounceModel;
import dev.stepwell.processor.model.DurationModel;
import dev.stepwell.processor.model.ExpressionText;
import dev.stepwell.processor.model.FlowControlModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.MaxWaitingModel;
import dev.stepwell.processor.model.NumberModel;
import dev.stepwell.processor.model.OptionsModel;
import dev.stepwell.processor.model.RateLimitModel;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.ThrottleModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the values of flow control, whatever the event is. */
final class FlowChecks {
  private static final int MOST_LIMITS = 3;
  private static final int MAX_EVENTS = 10_000;
  private static final int MIN_BYTES = 1_024;
  private static final int MAX_BYTES = 67_108_864;
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final String owner;
  private final List<Fault> faults = new ArrayList<>();

  private FlowChecks(String owner) {
    this.owner = owner;
  }

  /** The faults of the functions and steps of this class. */
  static List<Fault> of(ClassModel type) {
    List<Fault> faults = new ArrayList<>();
    for (FunctionModel function : type.functions()) {
      faults.addAll(ofFunction(function));
      faults.addAll(BatchChecks.of(function));
    }
    for (StepModel step : type.steps()) {
      String name = step.method().name();
      FlowChecks checks = new FlowChecks("step " + name);
      checks.checkConcurrency(step.flow());
      checks.checkThrottle(step.flow().throttle());
      step.flow().concurrency().stream()
          .filter(ConcurrencyModel::perRun)
          .forEach(
              limit -> checks.faults.add(Fault.of(FaultKind.STEP_PER_RUN, limit.address(), name)));
      faults.addAll(checks.faults);
    }
    return faults;
  }

  private static List<Fault> ofFunction(FunctionModel function) {
    FlowControlModel flow = function.flow();
    String name = function.method().name();
    FlowChecks checks = new FlowChecks("function " + name);
    checks.checkConcurrency(flow);
    checks.checkThrottle(flow.throttle());
    RateLimitModel rateLimit = flow.rateLimit();
    if (rateLimit != null) {
      checks.number("the limit of @RateLimit", rateLimit.limit(), 1, Integer.MAX_VALUE);
      checks.period("the period of @RateLimit", rateLimit.period());
    }
    DebounceModel debounce = flow.debounce();
    if (debounce != null) {
      checks.checkDebounce(name, debounce);
    }
    BatchModel batch = flow.batch();
    if (batch != null) {
      checks.number("the maxSize of @Batch", batch.maxSize(), 1, MAX_EVENTS);
      checks.number("the maxBytes of @Batch", batch.maxBytes(), MIN_BYTES, MAX_BYTES);
      checks.period("the timeout of @Batch", batch.timeout());
    }
    MaxWaitingModel maxWaiting = flow.maxWaiting();
    if (maxWaiting != null) {
      checks.number("the limit of @MaxWaiting", maxWaiting.limit(), 1, Integer.MAX_VALUE);
    }
    checks.checkIdempotency(name, function.options());
    if (function.hasCron()) {
      checks.checkClocked(name, flow);
    }
    return checks.faults;
  }

  private void checkConcurrency(FlowControlModel flow) {
    List<ConcurrencyModel> limits = flow.concurrency();
    if (limits.size() > MOST_LIMITS) {
      faults.add(
          Fault.of(FaultKind.MANY_LIMITS, limits.get(MOST_LIMITS).address(), owner, limits.size()));
    }
    Set<List<Object>> known = new HashSet<>();
    for (ConcurrencyModel limit : limits) {
      number("the limit of @Concurrency", limit.limit(), 1, Integer.MAX_VALUE);
      List<String> key = limit.key().stream().map(ExpressionText::of).toList();
      if (!known.add(List.of(limit.scope().text(), limit.perRun(), key))) {
        faults.add(Fault.of(FaultKind.SAME_LIMIT, limit.address(), owner));
      }
    }
  }

  private void checkThrottle(@Nullable ThrottleModel throttle) {
    if (throttle == null) {
      return;
    }
    number("the limit of @Throttle", throttle.limit(), 1, Integer.MAX_VALUE);
    number("the burst of @Throttle", throttle.burst(), 1, Integer.MAX_VALUE);
    period("the period of @Throttle", throttle.period());
    boolean isTooFast = throttle
        .period()
        .duration()
        .filter(period -> period.compareTo(Duration.ofDays(365)) < 0)
        .filter(period -> period.toNanos() / 1_000 < throttle.limit().value())
        .isPresent();
    if (isTooFast && faults.isEmpty()) {
      faults.add(Fault.of(
          FaultKind.LIMIT_RATE,
          throttle.limit().address(),
          owner,
          throttle.limit().value(),
          throttle.period().text()));
    }
  }

  private void checkDebounce(String name, DebounceModel debounce) {
    period("the period of @Debounce", debounce.period());
    if (!debounce.timeout().isGiven()) {
      return;
    }
    period("the timeout of @Debounce", debounce.timeout());
    Duration period = debounce.period().duration().orElse(Duration.ZERO);
    if (debounce.timeout().duration().filter(max -> max.compareTo(period) < 0).isPresent()
        && faults.isEmpty()) {
      faults.add(Fault.of(
          FaultKind.DEBOUNCE_TIMEOUT,
          debounce.timeout().address(),
          name,
          debounce.timeout().text(),
          debounce.period().text()));
    }
  }

  private void checkIdempotency(String name, OptionsModel options) {
    DurationModel period = options.idempotencyPeriod();
    if (!period.isGiven()) {
      return;
    }
    period("the idempotencyPeriod", period);
    boolean isWritten = period.address().value() != null;
    if (isWritten && options.idempotencyKey().isEmpty()) {
      faults.add(Fault.of(FaultKind.PERIOD_WITHOUT_KEY, period.address(), name));
    }
  }

  /** A clock's runs have no fields, and are exempt from what skips and gathers events. */
  private void checkClocked(String name, FlowControlModel flow) {
    List<FlowControlModel.Key> keys = new ArrayList<>(flow.keys());
    FlowControlModel.Key batch = flow.batchKey();
    if (batch != null) {
      keys.add(batch);
    }
    Set<String> exempt = Set.of("RateLimit", "Debounce", "Batch", "MaxWaiting");
    for (FlowControlModel.Key key : keys) {
      if (exempt.contains(key.annotation())) {
        faults.add(Fault.of(FaultKind.CRON_LIMIT, key.address(), key.annotation(), name));
      }
    }
    if (flow.priority() != null) {
      faults.add(Fault.of(FaultKind.CRON_LIMIT, flow.priority().address(), "Priority", name));
    }
  }

  private void number(String what, NumberModel number, int min, int max) {
    if (number.value() < min || number.value() > max) {
      faults.add(Fault.of(
          FaultKind.LIMIT_NUMBER, number.address(), what, owner, number.value(), min, max));
    }
  }

  private void period(String what, DurationModel period) {
    List<Fault> found = DurationChecks.positive(owner, what, period);
    faults.addAll(found);
    if (found.isEmpty()
        && period.duration().filter(time -> time.compareTo(SHORTEST) < 0).isPresent()) {
      faults.add(Fault.of(FaultKind.LIMIT_PERIOD, period.address(), what, owner, period.text()));
    }
  }
}
