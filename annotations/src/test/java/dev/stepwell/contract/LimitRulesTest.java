package dev.stepwell.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stepwell.MaxWaiting;
import dev.stepwell.Singleton;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitRulesTest {
  private static final String TENANT = "event.data.tenantId";

  @Test
  void eachKindOfLimitHasANameOfItsOwn() {
    assertThat(ConcurrencyDefinition.of(5).name("summarise")).isEqualTo("concurrency summarise");
    assertThat(ConcurrencyDefinition.of(5).perRun().withKey(TENANT).name("summarise"))
        .isEqualTo("runs summarise by event.data.tenantId");
    assertThat(ThrottleDefinition.of(5, Duration.ofSeconds(1)).name("summarise"))
        .isEqualTo("throttle summarise");
    assertThat(RateLimitDefinition.of(5, Duration.ofSeconds(1)).withKey(TENANT).name("summarise"))
        .isEqualTo("rate-limit summarise by event.data.tenantId");
    assertThat(SingletonDefinition.of(Singleton.Mode.SKIP, TENANT, "event.data.plan")
            .name("sync"))
        .isEqualTo("singleton sync by event.data.tenantId, event.data.plan");
    assertThat(MaxWaitingDefinition.of(5, MaxWaiting.WhenFull.REJECT).name("sync"))
        .isEqualTo("max-waiting sync");
  }

  @Test
  void aSharedLimitIsTheSameForAllThatShareIt() {
    ConcurrencyDefinition shared = ConcurrencyDefinition.of(50).withScope("openai");

    String ofFunction = shared.withKey(TENANT).name("summarise");
    String ofStep = shared.withKey("event.data.account").name(LimitRules.step("translate", "ask"));

    assertThat(ofFunction).isEqualTo(ofStep).isEqualTo("shared concurrency openai");
    assertThat(ConcurrencyDefinition.of(50).name("openai")).isNotEqualTo(ofFunction);
    assertThat(ConcurrencyDefinition.of(50).name(LimitRules.step("a", "b")))
        .isNotEqualTo(ConcurrencyDefinition.of(50).name("a/b"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void noLimitIsBelowOne(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConcurrencyDefinition.of(limit))
        .withMessage("the limit must be at least 1, but is " + limit);
  }

  @Test
  void aPeriodIsAtLeastAMillisecond() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ThrottleDefinition.of(1, Duration.ofNanos(999_999)))
        .withMessage("the period must be at least a millisecond, but is PT0.000999999S");
    assertThat(DebounceDefinition.of(Duration.ofMillis(1)).timeout()).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DebounceDefinition.of(Duration.ofMinutes(1)).withTimeout(Duration.ofSeconds(59)));
  }

  @Test
  void aStepKeepsItsLimitsWhateverElseIsSet() {
    StepDefinition<String> step = StepDefinition.<String>of("ask", String.class)
        .withConcurrency(ConcurrencyDefinition.of(3))
        .withThrottle(ThrottleDefinition.of(60, Duration.ofMinutes(1)).withScope("openai"))
        .withConcurrency(ConcurrencyDefinition.of(9).withScope("all"))
        .withRetries(1)
        .withTimeout(Duration.ofSeconds(5))
        .withParameters("text")
        .withWas("question");

    StepLimits limits = Objects.requireNonNull(step.limits());

    assertThat(limits.stepId()).isEqualTo("ask");
    assertThat(limits.concurrency()).extracting(ConcurrencyDefinition::limit).containsExactly(3, 9);
    assertThat(limits.throttle()).isNotNull();
  }
}
