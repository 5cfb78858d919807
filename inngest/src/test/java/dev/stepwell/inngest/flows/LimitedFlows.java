package dev.stepwell.inngest.flows;

import dev.stepwell.Batch;
import dev.stepwell.Concurrency;
import dev.stepwell.Debounce;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.OnFailure;
import dev.stepwell.Priority;
import dev.stepwell.RateLimit;
import dev.stepwell.Singleton;
import dev.stepwell.Steps;
import dev.stepwell.Throttle;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions with the flow control that a server supports. */
public class LimitedFlows {
  private final Calls calls;

  /** Records its steps here. */
  public LimitedFlows(Calls calls) {
    this.calls = calls;
  }

  @Function(id = "limited", event = "demo/limited")
  @Concurrency(limit = 1, key = "tenant")
  @Concurrency(limit = 5, scope = "openai", key = "event.data.plan == 'paid'")
  @Throttle(limit = 10, period = "1m", burst = 3, key = "tenant")
  @Priority("event.data.plan == 'paid' ? 3600 : -60")
  int limited(String tenant, @Nullable String plan, Steps steps) {
    return steps.run("work", Integer.class, () -> calls.note("work " + tenant));
  }

  @Function(id = "rated", event = "demo/rated")
  @RateLimit(
      limit = 1,
      period = "1h",
      key = {"tenant", "size"})
  @Priority("size")
  int rated(@Nullable String tenant, @Nullable Integer size, Steps steps) {
    return steps.run("work", Integer.class, () -> calls.note("rated " + tenant + " " + size));
  }

  @Function(id = "debounced", event = "demo/debounced")
  @Debounce(period = "2s", timeout = "1m", key = "doc")
  String debounced(String doc, int version, Steps steps) {
    return steps.run("index", String.class, () -> doc + " " + version);
  }

  @Function(id = "single", event = "demo/single")
  @Singleton(key = "site", mode = Singleton.Mode.CANCEL)
  String single(String site, Steps steps) {
    steps.sleep("settle", Duration.ofSeconds(5));
    return steps.run("build", String.class, () -> site + " " + calls.note("build"));
  }

  @Function(id = "alone", event = "demo/alone")
  @Singleton
  String alone(String site, Steps steps) {
    steps.sleep("settle", Duration.ofSeconds(5));
    return steps.run("build", String.class, () -> site + " " + calls.note("alone"));
  }

  @Function(id = "bill", event = "demo/used")
  @Batch(maxSize = 3, timeout = "PT26H1S", key = "account", condition = "event.data.units < 1000")
  String bill(List<Used> used, Steps steps) {
    int units = used.stream().mapToInt(Used::units).sum();
    String each =
        used.stream().map(one -> one.account() + one.units()).collect(Collectors.joining(" "));
    return steps.run("invoice", String.class, () -> {
      calls.note("invoice " + each);
      if (units < 0) {
        throw new NonRetriableException("nothing to bill");
      }
      return each + " = " + units;
    });
  }

  @OnFailure("bill")
  void notBilled(List<Used> used, Failure failure, Steps steps) {
    steps.run("report", () -> calls.note("failed " + used + " " + failure.message()));
  }
}
