package dev.stepwell.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Meters and health in an application without a web server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepwellMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private EmbeddedPostgres postgres;
  private Stepwell stepwell;

  @BeforeAll
  void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    stepwell = Stepwell.on(postgres.getPostgresDatabase()).start();
  }

  @AfterAll
  void stop() throws Exception {
    stepwell.close();
    postgres.close();
  }

  @Test
  void allMetersHaveNamesOfOurs() {
    StepwellMeters meters = StepwellMeters.bind(stepwell, registry);

    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getName())
        .isNotEmpty()
        .allMatch(name -> name.startsWith("stepwell."));
    assertThat(registry.get("stepwell.queue.due").gauge().value()).isZero();
    assertThat(registry.get("stepwell.steps.stuck").gauge().value()).isZero();
    meters.close();
  }

  @Test
  void theApplicationsMetersStay() {
    Meter own = registry.timer("http.server.requests", "uri", "/orders");

    StepwellMeters.bind(stepwell, registry).close();

    assertThat(registry.getMeters()).containsExactly(own);
    assertThat(registry.isClosed()).isFalse();
  }

  @Test
  void healthIsKnownWithoutMeters() {
    try (StepwellHealth health = new StepwellHealth(stepwell)) {
      assertThat(health.fault()).isNull();
      assertThat(health.readiness().join()).isNull();
    }
  }
}
