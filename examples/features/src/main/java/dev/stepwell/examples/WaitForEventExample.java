package dev.stepwell.examples;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Waiting for an event: a request waits for its approval, for three days at most. */
public class WaitForEventExample {
  @Function(id = "request-approval", event = "examples/approval.requested")
  String request(String requestId, Steps steps) {
    askManager(requestId);
    Optional<ApprovalGiven> approval = steps.waitForEvent(
        "approval", ApprovalGivenCatalog.where().requestId(requestId), Duration.ofDays(3));
    return approval.map(given -> "approved by " + given.by()).orElse("expired");
  }

  @Step
  void askManager(String requestId) {
    System.out.println("asking for " + requestId);
  }

  /** Starts one run, sends the event it waits for, and prints its result. */
  public static void main(String[] arguments) throws Exception {
    String requestId = UUID.randomUUID().toString();
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableWaitForEventExample()).start()) {
      UUID run =
          stepwell.send(new ExamplesApprovalRequested(requestId)).runIds().get(0);
      stepwell.send(new ApprovalGiven(requestId, "Grace"));
      System.out.println(stepwell.await(run, Duration.ofSeconds(30)).output());
    }
  }
}
