package dev.stepwell.testing.flows;

import dev.stepwell.CancelOn;
import dev.stepwell.Cancellation;
import dev.stepwell.Function;
import dev.stepwell.OnCancel;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;

/** A function that cleans up when its runs are cancelled. */
public class Holds {
  @Function(id = "hold", event = "holds/wanted")
  @CancelOn(event = "holds/stop", match = "key")
  String hold(String key, Steps steps) {
    steps.sleep("rest", Duration.ofDays(1));
    return "held";
  }

  @OnCancel("hold")
  void release(String key, Cancellation cancellation) {
    free(key, cancellation.cancelledBy());
  }

  @Step
  String free(String key, String by) {
    return key + " by " + by;
  }
}
