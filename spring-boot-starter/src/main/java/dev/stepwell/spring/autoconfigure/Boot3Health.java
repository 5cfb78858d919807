package dev.stepwell.spring.autoconfigure;

import dev.stepwell.metrics.StepwellHealth;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** The health of Stepwell in Boot 3: whether this process can do its work. */
final class Boot3Health implements HealthIndicator {
  private final StepwellHealth health;

  Boot3Health(StepwellHealth health) {
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
