package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.SendOptions;
import dev.stepwell.testing.flows.DurableHolds;
import dev.stepwell.testing.flows.Functions;
import dev.stepwell.testing.flows.HoldsStop;
import dev.stepwell.testing.flows.HoldsWanted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cancellation handlers in a test. */
class CancellationHandlersTest {
  private final TestStepwell stepwell = TestStepwell.of(new DurableHolds());

  private List<TestRun> handlers() {
    return stepwell.runs().stream()
        .filter(run -> run.functionId().equals("hold:on-cancel"))
        .toList();
  }

  @Test
  void aCancelledRunIsCleanedUpOnce() {
    TestRun run = stepwell.send(new HoldsWanted("k"), SendOptions.header("tenant", "acme"));

    stepwell.send(new HoldsStop("other"));
    assertThat(handlers()).isEmpty();
    stepwell.cancel(run.id());

    assertThat(handlers()).hasSize(1);
    assertThat(handlers().get(0).step("free").result(String.class)).isEqualTo("k by call");
    assertThat(handlers().get(0).headers()).containsEntry("tenant", "acme");
  }

  @Test
  void aRunThatCompletesIsNot() {
    stepwell.send(new HoldsWanted("k"));
    stepwell.advance(Duration.ofDays(2));

    assertThat(stepwell.run(Functions.HOLD).output(String.class)).isEqualTo("held");
    assertThat(handlers()).isEmpty();
  }
}
