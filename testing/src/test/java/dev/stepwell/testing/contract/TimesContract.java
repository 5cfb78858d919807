package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are stored exactly, or rounded to the nearest storable time. */
abstract class TimesContract extends Contract {
  TimesContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "1905-06-07T08:09:10.000001Z",
        "1969-12-31T23:59:59.999999Z",
        "2099-12-31T23:59:59.999999Z",
        "2262-04-11T23:47:16.854776Z",
        "2500-01-02T03:04:05.678901Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void timesAreExactToTheMicrosecond(Instant time) {
    StoredEvent event = new StoredEvent(Given.id().toString(), "shop/far", "{}", time);
    store(dispatch(event));
    UUID worker = worker(ports, "f");
    UUID run = startAndClaim(worker, "f");
    assertThat(record(run, sleepUntil(time))).isEqualTo(Recorded.RECORDED);
    assertThat(end(new RunEnd.Parked(run, time))).isEqualTo(Recorded.RECORDED);

    assertThat(ports.runs().event(event.id()).orElseThrow().time()).isEqualTo(time);
    assertThat(Objects.requireNonNull(step(run, "sleep")).dueAt()).isEqualTo(time);
    assertThat(run(run).dueAt()).isEqualTo(time);
  }

  @Test
  void timesThatCannotBeStoredAreTheNearestThatCanBe() {
    UUID worker = worker(ports, "f");
    UUID run = startAndClaim(worker, "f");
    StoredEvent past = new StoredEvent(Given.id().toString(), "shop/past", "{}", Instant.MIN);
    store(dispatch(past));
    StoredEvent future = new StoredEvent(Given.id().toString(), "shop/future", "{}", Instant.MAX);
    store(Given.deferred(dispatch(future), Effects.ALL, Instant.MAX));

    assertThat(record(run, sleepUntil(Instant.MAX))).isEqualTo(Recorded.RECORDED);
    assertThat(end(new RunEnd.Parked(run, Instant.MAX))).isEqualTo(Recorded.RECORDED);

    assertThat(ports.runs().event(past.id()).orElseThrow().time()).isEqualTo(TimeRange.MIN);
    assertThat(ports.runs().event(future.id()).orElseThrow().time()).isEqualTo(TimeRange.MAX);
    assertThat(Objects.requireNonNull(step(run, "sleep")).dueAt()).isEqualTo(TimeRange.MAX);
    assertThat(run(run).dueAt()).isEqualTo(TimeRange.MAX);
  }

  @Test
  void listsTakeAnyTime() {
    UUID run = start("f");

    assertThat(ports
            .runs()
            .list(new RunFilter(null, Set.of(), null, null, Instant.MIN, Instant.MAX), null, 10)
            .runs())
        .extracting(found -> found.id())
        .containsExactly(run);
    assertThat(ports
            .runs()
            .list(new RunFilter(null, Set.of(), null, null, Instant.MAX, Instant.MIN), null, 10)
            .runs())
        .isEmpty();
    EventFilter all = new EventFilter(null, null, Instant.MIN, Instant.MAX);
    assertThat(ports.runs().events(all, null, 10).events()).hasSize(1);
    assertThat(ports.runs().events(all, new EventCursor(Instant.MAX, "z"), 10).events())
        .hasSize(1);
    assertThat(ports.runs().events(all, new EventCursor(Instant.MIN, "a"), 10).events())
        .isEmpty();
    assertThat(ports
            .insights()
            .counts(Instant.MIN, Instant.MAX, Duration.ofSeconds(Long.MAX_VALUE))
            .functions())
        .hasSize(1);
  }

  private StepRecord sleepUntil(Instant time) {
    return new StepRecord(
        "sleep", StepKind.SLEEP, StepStatus.WAITING, 0, null, null, null, time, now(), now(), null);
  }
}
