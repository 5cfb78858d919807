package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.inngest.flows.DurableImpossible;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions that no Inngest server can run are rejected at start. */
class StartCheckTest {
  @Test
  void theMessageNamesFunctionPlaceAndRemedy() {
    assertThatThrownBy(() -> InngestEndpoint.of(
            InngestSettings.dev("demo", "http://localhost:8288"), new DurableImpossible()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Impossible.write: a transactional step")
        .hasMessageContaining("Impossible.java:")
        .hasMessageContaining("a wait cannot look back")
        .hasMessageContaining("does not cancel the steps of branches that lose a race")
        .hasMessageContaining("does not wait for the first of several events")
        .hasMessageContaining("function impossible: its @OnCancel method")
        .hasMessageContaining("function impossible: 30 retries are more than the 20")
        .hasMessageContaining("step write may take PT3H")
        .hasMessageContaining("function impossible: its idempotencyPeriod is PT1H");
  }

  @Test
  void aKeyIsDemanded() {
    assertThatThrownBy(
            () -> InngestEndpoint.of(InngestSettings.of("demo", Map.of()), new DurableImpossible()))
        .hasMessageContaining("INNGEST_SIGNING_KEY");
  }
}
