package dev.stepwell.spring.autoconfigure;

import dev.stepwell.metrics.StepwellHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health of Stepwell in Boot 4: whether this process can do its work. */
final class Boot4Health implements HealthIndicator {
  private final StepwellHealth health;

  Boot4Health(StepwellHealth health) {
    this.health = health;
  }

  @Override
  public Health health() {
    String fault = health.readiness().join();
    return fault == null
        ? Health.up().build()
        : Health.down().withDetail("reason", fault).build();
  }
}
