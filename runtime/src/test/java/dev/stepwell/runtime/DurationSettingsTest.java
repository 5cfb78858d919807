package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.OrdersCatchingWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each duration of the builder is rejected with a message that names it, or works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DurationSettingsTest {
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();
  private static final Duration LONGEST_NEGATIVE = Duration.ofSeconds(Long.MIN_VALUE);

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  /** A setting of a builder. */
  private interface Setting extends BiFunction<StepwellBuilder, Duration, StepwellBuilder> {}

  private static Arguments rejected(String name, Setting setting, Duration duration) {
    return Arguments.of(name, setting, duration);
  }

  static Stream<Arguments> rejected() {
    return Stream.of(
        rejected("lease", StepwellBuilder::lease, FOREVER),
        rejected("lease", StepwellBuilder::lease, Duration.ofDays(1).plusNanos(1)),
        rejected("lease", StepwellBuilder::lease, Duration.ofNanos(999_999)),
        rejected("lease", StepwellBuilder::lease, Duration.ZERO),
        rejected("lease", StepwellBuilder::lease, LONGEST_NEGATIVE),
        rejected("beat", StepwellBuilder::beat, FOREVER),
        rejected("beat", StepwellBuilder::beat, Duration.ofDays(300_000L * 365)),
        rejected("beat", StepwellBuilder::beat, Duration.ofNanos(1)),
        rejected("beat", StepwellBuilder::beat, Duration.ZERO),
        rejected("beat", StepwellBuilder::beat, Duration.ofSeconds(-1)),
        rejected("grace", StepwellBuilder::grace, Duration.ofNanos(-1)),
        rejected("grace", StepwellBuilder::grace, LONGEST_NEGATIVE),
        rejected("send timeout", StepwellBuilder::sendTimeout, Duration.ZERO),
        rejected("send timeout", StepwellBuilder::sendTimeout, LONGEST_NEGATIVE),
        rejected("wait for the database", StepwellBuilder::waitForDatabase, LONGEST_NEGATIVE),
        rejected("retention", StepwellBuilder::retention, Duration.ofNanos(-1)),
        rejected("retention", StepwellBuilder::retention, LONGEST_NEGATIVE),
        rejected("", (b, d) -> b.backoff(d, Duration.ofSeconds(1)), Duration.ofSeconds(-1)),
        rejected("", (b, d) -> b.backoff(Duration.ZERO, d), LONGEST_NEGATIVE));
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void isRejectedByName(String name, Setting setting, Duration duration) {
    StepwellBuilder builder = Stepwell.on(database);

    assertThatThrownBy(() -> setting.apply(builder, duration))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(String.valueOf(duration));
  }

  @Test
  void aBeatThatDoesNotFitTheLeaseIsRejectedBeforeAnythingIsDone() throws Exception {
    try (HikariDataSource empty = TestPostgres.emptyDatabase()) {
      StepwellBuilder builder =
          Stepwell.on(empty).register(new DurableOrderFlows(new Probe())).beat(Duration.ofHours(8));

      assertThatThrownBy(builder::start)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("three beats");
      assertThat(TestPostgres.count(empty, "pg_namespace where nspname = 'stepwell'"))
          .isZero();
    }
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        accepted(b -> b.lease(Duration.ofDays(1)).beat(Duration.ofHours(8))),
        accepted(b -> b.grace(FOREVER)),
        accepted(b -> b.sendTimeout(FOREVER)),
        accepted(b -> b.waitForDatabase(FOREVER)),
        accepted(b -> b.retention(FOREVER)),
        accepted(b -> b.retention(Duration.ZERO)),
        accepted(b -> b.backoff(Duration.ZERO, FOREVER)),
        accepted(b -> b.backoff(Duration.ofMillis(1), FOREVER)));
  }

  private static Arguments accepted(java.util.function.UnaryOperator<StepwellBuilder> setting) {
    return Arguments.of(setting);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void isAcceptedAndWorks(java.util.function.UnaryOperator<StepwellBuilder> setting)
      throws Exception {
    StepwellBuilder builder = Stepwell.on(database).register(new DurableOrderFlows(new Probe()));

    try (Stepwell stepwell = setting.apply(builder).start()) {
      assertThat(new StartedRuns(stepwell).ended(new OrdersCatchingWanted("k")).status())
          .isEqualTo(RunStatus.COMPLETED);
      assertThat(stepwell.isAlive()).isTrue();
    }
  }
}
