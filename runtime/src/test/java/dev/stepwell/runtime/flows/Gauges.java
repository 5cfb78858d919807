package dev.stepwell.runtime.flows;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A function whose steps count how many of them execute at once, for each tenant and in all. */
public class Gauges {
  private final Map<String, AtomicInteger> executing = new ConcurrentHashMap<>();
  private final Map<String, Integer> highest = new ConcurrentHashMap<>();

  @Function(id = "gauge", event = "gauge/wanted")
  int gauge(String tenant, int branches, long millis, Steps steps) throws InterruptedException {
    hold(tenant, millis);
    steps.sleep("rest", Duration.ofMillis(millis));
    steps.forEach(IntStream.range(0, branches).boxed().toList(), i -> hold(tenant, millis));
    hold(tenant, millis);
    return branches;
  }

  @Step
  int hold(String tenant, long millis) throws InterruptedException {
    AtomicInteger ofTenant = enter(tenant);
    AtomicInteger ofAll = enter("all");
    try {
      Thread.sleep(millis);
    } finally {
      ofAll.decrementAndGet();
      ofTenant.decrementAndGet();
    }
    return 1;
  }

  private AtomicInteger enter(String name) {
    AtomicInteger count = executing.computeIfAbsent(name, any -> new AtomicInteger());
    highest.merge(name, count.incrementAndGet(), Math::max);
    return count;
  }

  /** How many steps have executed at once at most, by tenant and for {@code all}. */
  public Map<String, Integer> highest() {
    return Map.copyOf(highest);
  }
}
