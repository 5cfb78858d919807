package dev.stepwell.inngest.flows;

import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;

/** A function that matches by a field and has no other expressions. */
public class LonelyWait {
  @Function(id = "lonely-wait", event = "demo/lonely-wait")
  String lonelyWait(String id, Steps steps) {
    return steps
        .waitForEvent("answer", ApprovalCatalog.where().id(id), Duration.ofMinutes(1))
        .map(Approval::by)
        .orElse("nobody");
  }
}
