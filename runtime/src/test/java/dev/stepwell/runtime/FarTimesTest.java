package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableFarTimes;
import dev.stepwell.runtime.flows.FarRetryWanted;
import dev.stepwell.runtime.flows.FarSendWanted;
import dev.stepwell.runtime.flows.FarSleepWanted;
import dev.stepwell.runtime.flows.FarTimeWanted;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs and sends that name times far away: what can be stored is, and the rest is the nearest or rejected. */
class FarTimesTest {
  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  @AutoClose
  private final Stepwell stepwell = Stepwell.on(database)
      .register(new DurableFarTimes())
      .sendTimeout(ChronoUnit.FOREVER.getDuration())
      .retention(ChronoUnit.FOREVER.getDuration())
      .start();

  private final StartedRuns runs = new StartedRuns(stepwell);

  private Run parked(Record event) {
    var run = runs.started(event);
    runs.parked(run);
    return stepwell.runs().run(run).orElseThrow();
  }

  @Test
  void aSleepWithoutAnEndLastsUntilTheLastTime() {
    assertThat(parked(new FarTimeWanted("" + Instant.MAX)).dueAt()).isEqualTo(TimeRange.MAX);
    assertThat(parked(new FarSleepWanted(Long.MAX_VALUE)).dueAt()).isEqualTo(TimeRange.MAX);
    assertThat(parked(new FarRetryWanted(Long.MAX_VALUE)).dueAt()).isEqualTo(TimeRange.MAX);
    assertThat(parked(new FarTimeWanted("2500-01-02T03:04:05.678901Z")).dueAt())
        .isEqualTo("2500-01-02T03:04:05.678901Z");
  }

  @Test
  void aSleepThatEndedLongAgoIsOver() throws Exception {
    assertThat(runs.ended(new FarTimeWanted("" + Instant.MIN)).output()).contains("awake");
    assertThat(runs.ended(new FarSleepWanted(Long.MIN_VALUE)).output()).contains("awake");
    assertThat(runs.ended(new FarSleepWanted(-5)).output()).contains("awake");
  }

  @Test
  void anEventOfAFarTimeIsStored() throws Exception {
    Instant far = Instant.parse("2500-01-02T03:04:05.678901Z");

    String id = stepwell.send(new FarRetryWanted(1), SendOptions.at(far)).eventId();
    Run sending = runs.ended(new FarSendWanted("" + far));

    assertThat(stepwell.runs().event(id).orElseThrow().time()).isEqualTo(far);
    assertThat(sending.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(TestPostgres.count(database, "stepwell.deferred where due_at = '" + far + "'"))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z",
        "0000-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z"
      })
  void anEventOfATimeThatCannotBeStoredIsRejected(Instant time) throws Exception {
    assertThatThrownBy(() -> stepwell.send(new FarRetryWanted(1), SendOptions.at(time)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining(
            "is not between 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z");
    assertThatThrownBy(
            () -> stepwell.sendJson(List.of(new JsonEvent("far/other", "{}", null, time))))
        .isInstanceOf(InvalidEventException.class);
    Run run = runs.ended(new FarSendWanted("" + time));
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(Objects.requireNonNull(run.error()).type())
        .isEqualTo(InvalidEventException.class.getName());
    assertThat(stepwell.await(run.id(), Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(run);
  }
}
