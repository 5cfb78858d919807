package dev.stepwell.inngest.registration;

import dev.stepwell.Concurrency;
import dev.stepwell.Singleton;
import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepLimits;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.runtime.model.StoredFunction;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What Inngest servers do not support of the flow control of a function. */
final class FlowControlCheck {
  private static final int MAX_CONCURRENCY = 2;
  private static final int MIN_BATCH = 2;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MAX_RATE_PERIOD = Duration.ofHours(24);
  private static final Duration MAX_DEBOUNCE = Duration.ofDays(7);

  private final StoredFunction function;
  private final FlowControl flow;
  private final List<String> faults = new ArrayList<>();

  private FlowControlCheck(StoredFunction function) {
    this.function = function;
    this.flow = function.flowControl();
  }

  /** The faults, each with its remedy. */
  static List<String> faults(StoredFunction function) {
    FlowControlCheck check = new FlowControlCheck(function);
    check.checkConcurrency();
    check.checkThrottle();
    check.checkSteps();
    check.checkStarts();
    check.checkBatch();
    check.checkIdempotency();
    return check.faults;
  }

  private void checkConcurrency() {
    require(
        flow.concurrency().size() <= MAX_CONCURRENCY,
        flow.concurrency().size() + " @Concurrency annotations are more than the " + MAX_CONCURRENCY
            + " that an Inngest server accepts. Remove some");
    for (ConcurrencyDefinition limit : flow.concurrency()) {
      require(
          limit.per() == Concurrency.Per.ATTEMPT,
          "@Concurrency(per = RUN) limits runs, but an Inngest server limits steps. Remove per, or use @Singleton for one"
              + " run at a time");
    }
    require(
        flow.maxWaiting() == null,
        "@MaxWaiting bounds a backlog, but an Inngest server accepts every event. Use @RateLimit");
  }

  private void checkThrottle() {
    ThrottleDefinition throttle = flow.throttle();
    if (throttle == null) {
      return;
    }
    require(
        throttle.cost() == null,
        "@Throttle(cost = …) counts units, but an Inngest server counts starts. Remove cost");
    require(
        throttle.scope().isEmpty(),
        "@Throttle(scope = \"" + throttle.scope()
            + "\") is shared, but an Inngest server throttles each function by itself. Remove scope, or use"
            + " @Concurrency(scope = …)");
    require(
        isWholeSeconds(throttle.period()),
        "the period of @Throttle is " + throttle.period()
            + ", but an Inngest server accepts whole seconds. Change period and limit in proportion");
  }

  private void checkSteps() {
    for (StepLimits step : flow.steps()) {
      require(
          step.concurrency().isEmpty(),
          "@Concurrency on step " + step.stepId()
              + " limits that step alone, but an Inngest server limits functions. Put it on the function, or put the step"
              + " into a function of its own and invoke that");
      require(
          step.throttle() == null,
          "@Throttle on step " + step.stepId()
              + " spreads its attempts, but an Inngest server spreads starts of functions. Put it on the function, or put"
              + " the step into a function of its own and invoke that");
    }
  }

  private void checkStarts() {
    if (flow.rateLimit() != null) {
      Duration period = flow.rateLimit().period();
      require(
          isWholeSeconds(period) && period.compareTo(MAX_RATE_PERIOD) <= 0,
          "the period of @RateLimit is " + period
              + ", but an Inngest server accepts whole seconds, at most 24 hours. Change period and limit in proportion");
      require(
          function.idempotencyKey().isEmpty(),
          "an Inngest server supports either idempotencyKey or @RateLimit. Remove one of them");
    }
    if (flow.debounce() != null) {
      Duration period = flow.debounce().period();
      require(
          period.compareTo(SECOND) >= 0 && period.compareTo(MAX_DEBOUNCE) <= 0,
          "the period of @Debounce is " + period
              + ", but an Inngest server accepts 1 second to 7 days. Change period");
    }
    require(
        flow.singleton() == null || flow.singleton().mode() != Singleton.Mode.QUEUE_LATEST,
        "@Singleton(mode = QUEUE_LATEST) lets a run wait, but an Inngest server skips or cancels. Use SKIP or CANCEL");
  }

  private void checkBatch() {
    BatchDefinition batch = flow.batch();
    if (batch == null) {
      return;
    }
    require(
        batch.maxSize() >= MIN_BATCH,
        "the maxSize of @Batch is " + batch.maxSize()
            + ", but an Inngest server accepts at least 2. Raise it, or take one event");
    require(
        batch.timeout().compareTo(SECOND) >= 0,
        "the timeout of @Batch is " + batch.timeout()
            + ", but an Inngest server accepts at least 1 second. Raise it");
    require(
        batch.maxBytes() == BatchDefinition.MAX_BYTES,
        "@Batch(maxBytes = …) is a bound of Stepwell's own, but an Inngest server has its own. Remove maxBytes");
    require(
        flow.priority() == null,
        "an Inngest server accepts no @Priority beside @Batch. Remove one of them");
    require(
        function.cancelOn().isEmpty(),
        "an Inngest server accepts no @CancelOn beside @Batch. Remove one of them");
    require(
        function.idempotencyKey().isEmpty(),
        "an Inngest server evaluates idempotencyKey for the first event of a @Batch only. Remove one of them, or send"
            + " events under ids");
  }

  private void checkIdempotency() {
    require(
        function.idempotencyPeriod().equals(FunctionDefinition.IDEMPOTENCY_PERIOD),
        "its idempotencyPeriod is " + function.idempotencyPeriod()
            + ", but an Inngest server keeps keys for 24 hours. Remove it");
  }

  private static boolean isWholeSeconds(Duration duration) {
    return duration.compareTo(SECOND) >= 0
        && duration.truncatedTo(ChronoUnit.SECONDS).equals(duration);
  }

  private void require(boolean holds, String fault) {
    if (!holds) {
      faults.add("function " + function.id() + ": " + fault);
    }
  }
}
