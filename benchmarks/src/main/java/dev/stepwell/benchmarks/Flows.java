package dev.stepwell.benchmarks;

import dev.stepwell.Allow;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;

/** The functions that Stepwell executes. */
class Flows {
  private final BenchmarkProbe probe;

  Flows(BenchmarkProbe probe) {
    this.probe = probe;
  }

  @Function(id = "count", event = "benchmarks/count.wanted")
  @Allow(value = "UnstableTime", because = "the probe measures, and the flow does not read it")
  int count(int steps) {
    probe.begin();
    int sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += add(i);
    }
    probe.end();
    return sum;
  }

  @Step
  int add(int number) {
    return number;
  }

  @Function(id = "sleep", event = "benchmarks/sleep.wanted")
  void sleep(int days, Steps steps) {
    steps.sleep("for-days", Duration.ofDays(days));
  }
}
