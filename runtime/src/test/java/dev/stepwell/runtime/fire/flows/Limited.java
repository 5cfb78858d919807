package dev.stepwell.runtime.fire.flows;

import dev.stepwell.Concurrency;
import dev.stepwell.Function;
import dev.stepwell.Priority;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.UUID;

/** Runs under limits: of attempts by key, of runs over their sleeps, and of one of their steps. */
public class Limited {
  private final Witness witness;

  /** Reports to the witness. */
  public Limited(Witness witness) {
    this.witness = witness;
  }

  @Function(id = "fire-limited", event = "fire/limited.wanted", retries = 50)
  @Concurrency(limit = 2, key = "lane")
  @Concurrency(limit = 5, scope = "fire", per = Concurrency.Per.RUN)
  @Priority("event.data.steps > 3 ? 60 : 0")
  int limited(int lane, int steps, Steps durable) throws InterruptedException {
    int sum = 0;
    for (int i = 0; i < steps; i++) {
      String stepId = i == 0 ? "count" : "count:" + i;
      sum += durable.run(
          "count",
          Integer.class,
          () -> witness.count(durable.runId(), stepId, String.valueOf(lane)));
      durable.sleep("rest", Duration.ofMillis(20L * i));
    }
    guarded(durable.runId());
    return sum;
  }

  /** A step with a limit of its own, which counts in a lane of its own. */
  @Step
  @Concurrency(limit = 2, scope = "fire-step")
  int guarded(UUID runId) throws InterruptedException {
    return witness.count(runId, "guarded", "guarded");
  }
}
