package dev.stepwell.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A limit on starts by its state alone. */
class LimitStateTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String NAME = "throttle f";

  @ParameterizedTest
  @CsvSource({"1, 1", "200_000_000, 1", "1_000_000_000, 1", "1_000_000_000, 1_000_000"})
  void noCostLiftsTheLimit(String cost, String burst) {
    int units = Integer.parseInt(cost.replace("_", ""));
    int most = Integer.parseInt(burst.replace("_", ""));
    FlowLimit limit = new FlowLimit(NAME, 1, Duration.ofDays(365), most);
    LimitState state = new LimitState(new LimitKey(NAME, "[]"), limit, 0, null);

    LimitState after = state.after(units, NOW, NOW);

    assertThat(after.nextAt()).isAfter(NOW.plus(Duration.ofDays(360)));
    assertThat(after.earliest(units, NOW)).isAfterOrEqualTo(NOW);
    if (units >= most) {
      assertThat(after.admits(units, NOW)).isFalse();
    }
    assertThat(state.heldUntil(NOW).nextAt()).isAfterOrEqualTo(NOW);
  }
}
