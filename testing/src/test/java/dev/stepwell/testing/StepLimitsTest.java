package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.testing.flows.DurableTranslations;
import dev.stepwell.testing.flows.TextsLong;
import dev.stepwell.testing.flows.TextsWritten;
import dev.stepwell.testing.flows.Translations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits on steps, in settable time. */
class StepLimitsTest {
  private final Translations translations = new DurableTranslations();
  private final TestStepwell stepwell = TestStepwell.of(translations);

  private static TextsWritten written(String language, String... texts) {
    return new TextsWritten(language, List.of(texts));
  }

  @Test
  void stepsStartAsTheirThrottleAdmitsAndSayWhen() {
    Instant start = stepwell.now();
    TestRun german = stepwell.send(written("de", "a", "b", "c"));
    TestRun french = stepwell.send(written("fr", "d"));

    assertThat(french.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(german.status()).isEqualTo(RunStatus.WAITING);
    assertThat(german.reasons())
        .singleElement()
        .isInstanceOfSatisfying(Reason.AwaitingLimit.class, reason -> {
          assertThat(reason.limit()).isEqualTo("shared throttle provider");
          assertThat(reason.key()).isEqualTo("[\"de\"]");
          assertThat(reason.stepId()).isEqualTo("ask:1");
          assertThat(reason.startsAt()).isEqualTo(start.plusSeconds(30));
          assertThat(reason.since()).isEqualTo(start);
        });
    assertThat(german)
        .asString()
        .contains("it waits in ask:1 for the limit \"shared throttle provider\", which admits ")
        .contains("for the key [\"de\"], and starts at ");
    stepwell.advance(Duration.ofSeconds(59));
    assertThat(german.status()).isEqualTo(RunStatus.WAITING);
    stepwell.advance(Duration.ofSeconds(1));
    assertThat(german.status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void aProviderHoldsBackAllStepsWithItsKey() {
    translations.isBusy();
    TestRun refused = stepwell.send(written("de", "a"));
    TestRun same = stepwell.send(written("de", "b"));
    TestRun other = stepwell.send(written("fr", "c"));

    assertThat(other.status()).isEqualTo(RunStatus.COMPLETED);
    stepwell.advance(Duration.ofMinutes(9));
    assertThat(same.status()).isEqualTo(RunStatus.WAITING);
    stepwell.advance(Duration.ofMinutes(1));
    assertThat(List.of(refused.status(), same.status()))
        .containsExactlyInAnyOrder(RunStatus.COMPLETED, RunStatus.WAITING);
    stepwell.advance(Duration.ofSeconds(30));
    assertThat(List.of(refused.status(), same.status())).containsOnly(RunStatus.COMPLETED);
  }

  @Test
  void theBranchesOfARunTakeTheSlotOneAfterTheOther() {
    TestRun run = stepwell.send(new TextsLong("de", List.of("ab", "cd", "ef")));

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
  }
}
