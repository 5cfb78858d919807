package dev.stepwell.runtime.flows;

import dev.stepwell.Allow;
import dev.stepwell.CancelOn;
import dev.stepwell.Cancellation;
import dev.stepwell.Function;
import dev.stepwell.OnCancel;
import dev.stepwell.Steps;
import java.time.Duration;

/** Functions that clean up when their runs are cancelled. */
public class Cleanups {
  private final Probe probe;

  public Cleanups(Probe probe) {
    this.probe = probe;
  }

  @Function(id = "it's reserved", event = "cleanups/wanted")
  @CancelOn(event = "cleanups/stop", match = "key")
  String reserve(String key, int amount, Steps steps) {
    steps.run("reserve", () -> probe.called(key, "reserve " + amount));
    steps.sleep("pay", Duration.ofDays(1));
    return "reserved";
  }

  @OnCancel("it's reserved")
  void release(Cancellation cancellation, int amount, String key, Steps steps) {
    steps.run(
        "release",
        () -> probe.called(
            key,
            "release " + amount + " of " + cancellation.functionId() + " by "
                + cancellation.cancelledBy()));
    probe.called(cancellation.runId().toString(), "released");
  }

  @Function(id = "unpaid", event = "cleanups/other.wanted", finishTimeout = "50ms")
  @Allow(value = "LongSleep", because = "the run is to be cancelled by its timeout")
  String other(String key, Steps steps) {
    steps.sleep("pay", Duration.ofDays(1));
    return "paid";
  }

  @OnCancel("unpaid")
  void forget(String key, Cancellation cancellation) {
    probe.called(key, "forget, by " + cancellation.cancelledBy());
  }
}
