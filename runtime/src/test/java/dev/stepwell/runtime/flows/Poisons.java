package dev.stepwell.runtime.flows;

import dev.stepwell.Allow;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Steps;

/** Functions that end the process of their worker, and one that does not. */
public class Poisons {
  @Function(id = "poison-step", event = "poisons/step.wanted", retries = 0)
  String inStep(String key, Steps steps) {
    steps.run("before", String.class, () -> key);
    return steps.run("deadly", String.class, () -> {
      Halt.now();
      return key;
    });
  }

  @OnFailure("poison-step")
  void afterStep(String key, Failure failure, Steps steps) {
    steps.run("note", String.class, () -> failure.errorType() + " in " + failure.stepId());
  }

  @Function(id = "poison-flow", event = "poisons/flow.wanted")
  @Allow(value = "ThreadSleep", because = "the process ends after the sleep")
  String inFlow(String key, Steps steps) {
    steps.run("before", String.class, () -> key);
    Halt.now();
    return key;
  }

  @Function(id = "innocent", event = "poisons/innocent.wanted", retries = 0)
  String innocent(String key, int millis, Steps steps) {
    return steps.run("work", String.class, () -> {
      Thread.sleep(millis);
      return key;
    });
  }
}
