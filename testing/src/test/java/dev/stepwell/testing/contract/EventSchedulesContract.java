package dev.stepwell.testing.contract;

import static dev.stepwell.testing.contract.ContractThreads.THREADS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.EventSchedule;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventSchedules;
import dev.stepwell.runtime.store.EventSchedules.Ticked;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schedule created at run time sends its event once per tick, whichever process polls it. */
abstract class EventSchedulesContract extends Contract {
  private final List<EventSchedule> ticks = Collections.synchronizedList(new ArrayList<>());

  EventSchedulesContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private Instant in(Duration duration) {
    return now().plus(duration).truncatedTo(ChronoUnit.MILLIS);
  }

  private static EventSchedule schedule(String id, Instant nextAt) {
    return schedule(id, "{\"tenant\": \"" + id + "\"}", nextAt, null);
  }

  private static EventSchedule schedule(
      String id, String data, Instant nextAt, @Nullable Instant pausedAt) {
    return new EventSchedule(
        id, "reports/due", data, "0 9 * * *", "Europe/Berlin", nextAt, pausedAt);
  }

  private int tick(Ports process) {
    return process.eventSchedules().tick(now(), (schedule, now) -> {
      ticks.add(schedule);
      StoredEvent event =
          new StoredEvent(schedule.id() + "@" + schedule.nextAt(), "reports/due", "{}", now);
      return new Ticked(
          Given.deferred(dispatch(event), Effects.ALL, now), schedule.nextAt().plus(LONG));
    });
  }

  @Test
  void aScheduleSendsItsEventWhenItIsDue() {
    EventSchedule due = schedule("due", in(Duration.ofMinutes(5)));
    EventSchedule later = schedule("later", in(Duration.ofMinutes(50)));
    assertThat(ports.eventSchedules().create(due)).isTrue();
    assertThat(ports.eventSchedules().create(later)).isTrue();

    assertThat(tick(ports)).isZero();
    subject().advance(Duration.ofMinutes(6));
    assertThat(tick(ports)).isEqualTo(1);
    assertThat(ticks).containsExactly(due);
    assertThat(ports.runs().event("due@" + due.nextAt())).isPresent();
    assertThat(tick(ports)).isZero();
    assertThat(requireNonNull(ports.eventSchedules().find("due").orElse(null)).nextAt())
        .isEqualTo(due.nextAt().plus(LONG));
  }

  @Test
  void schedulesWhoseTicksCannotBeDeterminedDelayNoOther() {
    for (int i = 0; i < 501; i++) {
      ports.eventSchedules().create(schedule("odd" + i, in(Duration.ZERO)));
    }
    EventSchedule due = schedule("due", in(Duration.ofMinutes(1)));
    ports.eventSchedules().create(due);
    subject().advance(Duration.ofMinutes(2));
    Instant next = in(LONG);

    EventSchedules.Ticker ticker = (schedule, now) -> schedule.id().startsWith("odd")
        ? null
        : new Ticked(dispatch(Given.event("reports/due", "{}")), next);
    assertThat(ports.eventSchedules().tick(now(), ticker)).isEqualTo(1);
    assertThat(ports.eventSchedules().tick(now(), ticker)).isZero();

    assertThat(ports.eventSchedules().find("due").orElseThrow().nextAt()).isEqualTo(next);
    int ticked = 0;
    for (int more = tick(ports); more > 0; more = tick(ports)) {
      ticked += more;
    }
    assertThat(ticked).as("they are due as before").isEqualTo(501);
  }

  @Test
  void anIdIsTakenOnce() {
    EventSchedule first = schedule("a", in(LONG));
    assertThat(ports.eventSchedules().create(first)).isTrue();

    assertThat(ports.eventSchedules().create(schedule("a", "{}", in(Duration.ZERO), null)))
        .isFalse();

    assertThat(ports.eventSchedules().list("", 10)).containsExactly(first);
  }

  @Test
  void aChangeReplacesAllButThePause() {
    Instant paused = in(Duration.ZERO);
    ports.eventSchedules().create(schedule("a", in(LONG)));
    ports.eventSchedules().pause("a", paused);
    Instant next = in(Duration.ofMinutes(7));

    assertThat(ports.eventSchedules().change(schedule("a", "{\"new\": 1}", next, null)))
        .isTrue();
    assertThat(ports.eventSchedules().change(schedule("b", next))).isFalse();

    assertThat(ports.eventSchedules().list("", 10))
        .containsExactly(schedule("a", "{\"new\": 1}", next, paused));
  }

  @Test
  void aPausedScheduleSendsNothingUntilItIsResumed() {
    ports.eventSchedules().create(schedule("a", in(Duration.ofMinutes(1))));
    assertThat(ports.eventSchedules().pause("a", now())).isTrue();
    assertThat(ports.eventSchedules().pause("a", now())).isFalse();
    assertThat(ports.eventSchedules().pause("none", now())).isFalse();
    subject().advance(Duration.ofMinutes(2));
    assertThat(tick(ports)).isZero();

    assertThat(ports.eventSchedules().resume("a", in(Duration.ofMinutes(1)))).isTrue();
    assertThat(ports.eventSchedules().resume("a", in(Duration.ofMinutes(1)))).isFalse();
    assertThat(ports.eventSchedules().resume("none", in(Duration.ofMinutes(1)))).isFalse();

    assertThat(tick(ports)).isZero();
    subject().advance(Duration.ofMinutes(2));
    assertThat(tick(ports)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"o-\ud83d", "o-\ude00", "o-\0"})
  void textThatCannotBeStoredIsTheIdOfNoSchedule(String id) {
    EventSchedule schedule = schedule("o-?", in(LONG));
    ports.eventSchedules().create(schedule);

    assertThat(ports.eventSchedules().find(id)).isEmpty();
    assertThat(ports.eventSchedules().pause(id, now())).isFalse();
    ports.eventSchedules().pause("o-?", in(Duration.ZERO));
    assertThat(ports.eventSchedules().resume(id, in(LONG))).isFalse();
    assertThat(ports.eventSchedules().delete(id)).isFalse();
    assertThat(ports.eventSchedules().find("o-?")).isPresent();
  }

  @Test
  void aDeletedScheduleSendsNothing() {
    ports.eventSchedules().create(schedule("a", in(Duration.ZERO)));
    assertThat(ports.eventSchedules().delete("a")).isTrue();
    assertThat(ports.eventSchedules().delete("a")).isFalse();
    subject().advance(Duration.ofMinutes(1));

    assertThat(tick(ports)).isZero();
    assertThat(ports.eventSchedules().find("a")).isEmpty();
  }

  @Test
  void schedulesAreListedByPagesInTheOrderOfTheirIds() {
    List<EventSchedule> all = List.of(
        schedule("B", in(LONG)),
        schedule("a", in(LONG)),
        schedule("b", in(LONG)),
        schedule("\u00e4", in(LONG)));
    List.of(2, 0, 3, 1).forEach(i -> ports.eventSchedules().create(all.get(i)));

    assertThat(ports.eventSchedules().list("", 2)).containsExactlyElementsOf(all.subList(0, 2));
    assertThat(ports.eventSchedules().list("a", 10)).containsExactlyElementsOf(all.subList(2, 4));
  }

  @Test
  void aBeatReportsTheNextTickToWorkersOfAnyFunction() {
    UUID me = worker(ports, "any");
    EventSchedule due = schedule("a", in(Duration.ofMinutes(5)));
    ports.eventSchedules().create(due);
    ports.eventSchedules().create(schedule("paused", in(Duration.ofMinutes(1))));
    ports.eventSchedules().pause("paused", now());

    assertThat(requireNonNull(ports.queue().beat(me, LEASE)).nextTick()).isEqualTo(due.nextAt());
  }

  @Test
  void eachTickSendsOneEventWhoeverLooks() {
    Ports others = subject().openProcess();
    for (int i = 0; i < 600; i++) {
      ports.eventSchedules().create(schedule("s" + i, in(Duration.ZERO)));
    }
    subject().advance(Duration.ofMinutes(1));

    List<CompletableFuture<Integer>> looks = new ArrayList<>();
    for (Ports process : List.of(ports, others, ports, others)) {
      looks.add(CompletableFuture.supplyAsync(() -> tick(process), THREADS));
    }
    int ticked = looks.stream().mapToInt(CompletableFuture::join).sum();
    for (int more = tick(ports); more > 0; more = tick(ports)) {
      ticked += more;
    }

    assertThat(ticked).isEqualTo(600);
    assertThat(ticks).extracting(EventSchedule::id).doesNotHaveDuplicates().hasSize(600);
  }
}
