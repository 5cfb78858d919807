package dev.stepwell.runtime.flows;

import dev.stepwell.Allow;
import dev.stepwell.Backoff;
import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.List;

/** A function through which a run can take every transition of its life. */
public class Lives {
  private final Probe probe;

  /** Waits for the probe's gates. */
  public Lives(Probe probe) {
    this.probe = probe;
  }

  @Allow(value = "InvokeCycle", because = "the invoked run fails, and invokes nothing")
  @Function(
      id = "live",
      event = "lives/wanted",
      retries = 2,
      backoff = @Backoff(first = "1ms", longest = "1ms"))
  @CancelOn(event = "lives/stop", match = "key")
  void live(String key, String way, Steps steps) {
    switch (way) {
      case "completes" -> steps.run("step", () -> {});
      case "fails" -> fail(key, 9, steps);
      case "recovers" -> fail(key, 2, steps);
      case "fails at once" ->
        steps.run("hopeless", () -> {
          throw new NonRetriableException("at once");
        });
      case "sleeps" -> steps.sleep("sleep", Duration.ofMillis(30));
      case "waits" ->
        steps.waitForEvent("wait", ApprovedCatalog.where().key(key), Duration.ofDays(1));
      case "calls" ->
        steps.invoke("call", Functions.LIVE, new LivesWanted(key + " called", "fails"));
      case "stays" ->
        steps.run("gated", () -> {
          probe.called(key, "gated");
          probe.passGate(key);
        });
      case "is woken while it runs" ->
        steps.forEach(List.of("waits", "stays"), branch -> {
          live(key, branch, steps);
          return branch;
        });
      default -> throw new IllegalArgumentException(way);
    }
  }

  private void fail(String key, int times, Steps steps) {
    steps.run("unsteady", () -> {
      probe.called(key, "attempt");
      if (probe.count(key, "attempt") <= times) {
        throw new IllegalStateException("not yet");
      }
    });
  }
}
