package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is measured of a {@link Stepwell}. */
final class StepwellMeters {
  private final Stepwell stepwell;

  StepwellMeters(Stepwell stepwell) {
    this.stepwell = stepwell;
  }

  void bind(MeterRegistry registry) {
    Gauge.builder("stepwell.worker.alive", stepwell, known -> known.isAlive() ? 1 : 0)
        .description("1 while this process executes runs, or has no functions to execute")
        .register(registry);
  }
}
