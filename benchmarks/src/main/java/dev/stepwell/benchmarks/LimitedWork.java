package dev.stepwell.benchmarks;

import dev.stepwell.Allow;
import dev.stepwell.Concurrency;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Throttle;

/** The same function without limits and under several. */
@Allow(value = "UnstableTime", because = "the probe and the times measure, and no flow reads them")
class LimitedWork {
  static final int PAUSE_MILLIS = 100;

  private final BenchmarkProbe probe;
  private final StartTimes starts;

  LimitedWork(BenchmarkProbe probe, StartTimes starts) {
    this.probe = probe;
    this.starts = starts;
  }

  @Function(id = "free", event = "benchmarks/free.wanted")
  int free(String key, int steps) {
    return sum(key, steps);
  }

  @Function(id = "keyed", event = "benchmarks/keyed.wanted")
  @Concurrency(limit = 10, key = "key")
  int keyed(String key, int steps) {
    return sum(key, steps);
  }

  @Function(id = "together", event = "benchmarks/together.wanted")
  @Concurrency(limit = 100)
  int together(String key, int steps) {
    return sum(key, steps);
  }

  @Function(id = "forty", event = "benchmarks/forty.wanted")
  @Concurrency(limit = 40)
  int forty(String key, int steps) {
    return sum(key, steps);
  }

  @Function(id = "two-rules", event = "benchmarks/paused.wanted")
  @Concurrency(limit = 10, key = "key")
  @Concurrency(limit = 100, scope = "benchmarks")
  void twoRules(String key, int steps) {
    starts.begin(key);
    for (int i = 0; i < steps; i++) {
      pause();
    }
    probe.end();
  }

  @Function(id = "throttled", event = "benchmarks/throttled.wanted")
  @Throttle(limit = 100, period = "1s")
  void throttled(String key) {
    starts.begin(key);
    probe.end();
  }

  private int sum(String key, int steps) {
    starts.begin(key);
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

  @Step
  void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
