package dev.stepwell.examples;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import java.time.Duration;
import java.util.UUID;

/** Cancellation: an event cancels the runs whose field has the same value. */
public class CancellationExample {
  @Function(id = "follow-up", event = "examples/trial.started")
  @CancelOn(event = "examples/trial.cancelled", match = "userId")
  void followUp(String userId, Steps steps) {
    steps.sleep("trial-period", Duration.ofDays(14));
    sendOffer(userId);
  }

  @Step
  void sendOffer(String userId) {
    System.out.println("offer to " + userId);
  }

  /** Starts one run, cancels it, and prints its status. */
  public static void main(String[] arguments) throws Exception {
    String userId = UUID.randomUUID().toString();
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableCancellationExample()).start()) {
      UUID runId = stepwell.send(new ExamplesTrialStarted(userId)).runIds().get(0);
      stepwell.send(new ExamplesTrialCancelled(userId));
      Run run = stepwell.await(runId, Duration.ofSeconds(30));
      System.out.println(run.status() + " by event " + run.cancelledBy());
    }
  }
}
