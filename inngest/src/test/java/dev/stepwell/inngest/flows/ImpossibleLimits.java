package dev.stepwell.inngest.flows;

import dev.stepwell.Batch;
import dev.stepwell.CancelOn;
import dev.stepwell.Concurrency;
import dev.stepwell.Debounce;
import dev.stepwell.Function;
import dev.stepwell.MaxWaiting;
import dev.stepwell.Priority;
import dev.stepwell.RateLimit;
import dev.stepwell.Singleton;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.Throttle;
import java.util.List;

/** Functions with flow control that Inngest servers do not support. */
public class ImpossibleLimits {
  @Function(id = "three", event = "demo/three", idempotencyKey = "id")
  @Concurrency(limit = 5, key = "id")
  @Concurrency(limit = 9, scope = "mailer")
  @Concurrency(limit = 1, per = Concurrency.Per.RUN)
  @Throttle(limit = 1, period = "1500ms", cost = "size(event.data.id)", scope = "mailer")
  @RateLimit(limit = 1, period = "25h")
  @MaxWaiting(limit = 3)
  @CancelOn(event = "demo/cancel", condition = "async.data.id.startsWith('x')")
  void three(String id, Steps steps) {
    charge(id);
  }

  @Step
  @Concurrency(limit = 1, scope = "bank")
  @Throttle(limit = 1, period = "1s")
  int charge(String id) {
    return 1;
  }

  @Function(id = "late", event = "demo/late")
  @Debounce(period = "8d")
  @Singleton(mode = Singleton.Mode.QUEUE_LATEST)
  void late(String id, Steps steps) {}

  @Function(id = "lonely", event = "demo/used")
  @Batch(maxSize = 1, timeout = "10ms", key = "units", maxBytes = 2048)
  @Priority("event.data.units")
  void lonely(List<Used> used, Steps steps) {}
}
