package dev.stepwell.runtime.flows;

import dev.stepwell.Allow;
import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;

/** Functions that ignore interrupts until a gate opens. */
public class Stubborn {
  private final Probe probe;

  /** Waits for the gates of this probe. */
  public Stubborn(Probe probe) {
    this.probe = probe;
  }

  @Function(id = "stubborn", event = "stubborn/wanted")
  @CancelOn(event = "stubborn/cancelled", match = "key")
  String work(String key) {
    return ignore(key);
  }

  @Step
  String ignore(String key) {
    return passGate(key);
  }

  @Function(id = "stubborn-timed", event = "stubborn/timed.wanted", retries = 0)
  String timed(String key) {
    return ignoreTimeout(key);
  }

  @Step(timeout = "50ms")
  String ignoreTimeout(String key) {
    return passGate(key);
  }

  @Function(id = "stubborn-flow", event = "stubborn/flow.wanted")
  String flow(String key, Steps steps) {
    steps.run("before", String.class, () -> key);
    return passGate(key);
  }

  @Allow(
      value = {"ThreadSleep", "SwallowedInterrupt"},
      because = "the flow or step must hold its thread until the test opens the gate")
  private String passGate(String key) {
    probe.called(key, "called");
    while (true) {
      try {
        probe.passGate(key);
        return key;
      } catch (InterruptedException e) {
        probe.called(key, "interrupted");
      }
    }
  }
}
