package dev.stepwell.testing.contract;

import static dev.stepwell.testing.contract.ContractThreads.THREADS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Schedule;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.Schedules.Ticked;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A cron starts one run per tick, whichever process polls it. */
abstract class SchedulesContract extends Contract {
  private static final Set<String> FUNCTIONS = Set.of("a", "b");

  private final List<Schedule> ticks = Collections.synchronizedList(new ArrayList<>());

  SchedulesContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private Instant in(Duration duration) {
    return now().plus(duration).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Schedule schedule(String functionId, String expression, Instant nextAt) {
    return new Schedule(functionId, expression, "Europe/Berlin", nextAt);
  }

  /** Ticks crons, each with a run and the next tick in an hour. */
  private int tick(Ports process) {
    long version = version();
    return process
        .schedules()
        .tick(FUNCTIONS, now(), version, (schedule, now) -> {
          ticks.add(schedule);
          StoredEvent event = Given.event("stepwell/cron.tick", "{}");
          return new Ticked(
              new Dispatch(
                  event,
                  List.of(Given.run(schedule.functionId())),
                  List.of(),
                  List.of(),
                  version,
                  null),
              schedule.nextAt().plus(LONG));
        })
        .orElseThrow();
  }

  @Test
  void aClockTicksWhenItIsDue() {
    Schedule due = schedule("a", "0 9 * * *", in(Duration.ofMinutes(5)));
    Schedule later = schedule("a", "0 10 * * *", in(Duration.ofMinutes(50)));
    ports.schedules().publish(List.of("a"), List.of(due, later));

    assertThat(tick(ports)).isZero();
    subject().advance(Duration.ofMinutes(6));
    assertThat(tick(ports)).isEqualTo(1);
    assertThat(ticks).containsExactly(due);
    assertThat(ports.runs().newest("a", 10))
        .hasSize(1)
        .allMatch(run -> run.status() == RunStatus.QUEUED && run.dueAt() != null);
    assertThat(tick(ports)).isZero();

    subject().advance(LONG);
    ticks.clear();
    assertThat(tick(ports)).isEqualTo(2);
    assertThat(ticks)
        .containsExactlyInAnyOrder(schedule("a", "0 9 * * *", due.nextAt().plus(LONG)), later);
  }

  @Test
  void aClockThatStartsNothingTicksOn() {
    Instant next = in(LONG);
    ports.schedules().publish(List.of("a"), List.of(schedule("a", "0 9 * * *", in(Duration.ZERO))));
    subject().advance(Duration.ofMinutes(1));

    assertThat(ports
            .schedules()
            .tick(FUNCTIONS, now(), version(), (schedule, now) -> new Ticked(null, next)))
        .hasValue(1);
    assertThat(tick(ports)).isZero();
    assertThat(ports.runs().newest("a", 10)).isEmpty();
  }

  @Test
  void aCronWhoseTickCannotBeDeterminedDelaysNoOther() {
    Schedule due = schedule("a", "0 9 * * *", in(Duration.ZERO));
    ports
        .schedules()
        .publish(List.of("a"), List.of(due, schedule("a", "0 8 * * *", in(Duration.ZERO))));
    subject().advance(Duration.ofMinutes(1));
    Instant next = in(LONG);

    assertThat(ports
            .schedules()
            .tick(
                FUNCTIONS,
                now(),
                version(),
                (schedule, now) -> schedule.equals(due) ? null : new Ticked(null, next)))
        .hasValue(1);

    assertThat(tick(ports)).isEqualTo(1);
    assertThat(ticks).as("it is due as before").containsExactly(due);
  }

  @Test
  void aCronIsNotTakenByAProcessWithFormerFunctions() {
    Schedule due = schedule("a", "0 9 * * *", in(Duration.ZERO));
    ports.schedules().publish(List.of("a"), List.of(due));
    long former = version();
    ports.functions().publish(List.of(Given.function("a")));
    subject().advance(Duration.ofMinutes(1));

    assertThat(ports.schedules().tick(FUNCTIONS, now(), former, (schedule, now) -> {
          throw new AssertionError("it is taken");
        }))
        .isEmpty();

    assertThat(tick(ports)).isEqualTo(1);
    assertThat(ticks).containsExactly(due);
  }

  @Test
  void theTickerIsToldTheTime() {
    ports.schedules().publish(List.of("a"), List.of(schedule("a", "0 9 * * *", in(Duration.ZERO))));
    subject().advance(Duration.ofMinutes(1));
    Instant asked = now();
    List<Instant> told = new ArrayList<>();

    ports.schedules().tick(FUNCTIONS, asked, version(), (schedule, now) -> {
      told.add(now);
      return new Ticked(
          dispatch(Given.event("stepwell/cron.tick", "{}"), Given.run("a")), now.plus(LONG));
    });

    assertThat(told).containsExactly(asked);
  }

  @Test
  void aClockThatIsKnownKeepsItsTime() {
    Schedule known = schedule("a", "0 9 * * *", in(Duration.ofMinutes(5)));
    Schedule dropped = schedule("a", "0 8 * * *", in(Duration.ofMinutes(5)));
    Schedule others = schedule("b", "0 9 * * *", in(Duration.ofMinutes(5)));
    ports.schedules().publish(List.of("a", "b"), List.of(known, dropped, others));

    Schedule added = schedule("a", "0 7 * * *", in(Duration.ofMinutes(5)));
    ports
        .schedules()
        .publish(List.of("a"), List.of(schedule("a", "0 9 * * *", in(Duration.ofDays(1))), added));
    subject().advance(Duration.ofMinutes(6));
    tick(ports);

    assertThat(ticks).containsExactlyInAnyOrder(known, added, others);
  }

  @Test
  void anotherTimeZoneIsAnotherClock() {
    Schedule berlin = schedule("a", "0 9 * * *", in(Duration.ofMinutes(5)));
    Schedule utc = new Schedule("a", "0 9 * * *", "UTC", in(Duration.ofDays(1)));
    ports.schedules().publish(List.of("a"), List.of(berlin));
    ports.schedules().publish(List.of("a"), List.of(utc));
    subject().advance(Duration.ofMinutes(6));

    assertThat(tick(ports)).isZero();
  }

  @Test
  void aFunctionThatHasNoClockAnyMoreIsNotStarted() {
    ports.schedules().publish(List.of("a"), List.of(schedule("a", "0 9 * * *", in(Duration.ZERO))));
    ports.schedules().publish(List.of("a"), List.of());
    subject().advance(Duration.ofMinutes(1));

    assertThat(tick(ports)).isZero();
  }

  @Test
  void aClockOfAFunctionThatNoWorkerHereHasIsLeftToOthers() {
    Schedule ours = schedule("a", "0 9 * * *", in(Duration.ZERO));
    Schedule removed = schedule("removed", "0 9 * * *", in(Duration.ZERO));
    ports.schedules().publish(List.of("a", "removed"), List.of(ours, removed));
    subject().advance(Duration.ofMinutes(1));

    assertThat(tick(ports)).isEqualTo(1);
    assertThat(ticks).containsExactly(ours);
    assertThat(ports.runs().newest("removed", 10)).isEmpty();
  }

  @Test
  void aBeatTellsOfTheNextTick() {
    UUID me = worker(ports, "a");
    Schedule mine = schedule("a", "0 9 * * *", in(Duration.ofMinutes(5)));
    ports.schedules().publish(List.of("a"), List.of(mine));
    subject()
        .openProcess()
        .schedules()
        .publish(List.of("b"), List.of(schedule("b", "0 9 * * *", in(Duration.ZERO))));

    assertThat(requireNonNull(sweep(ports, me)).nextTick()).isEqualTo(mine.nextAt());
  }

  @Test
  void eachTickStartsOneRunWhoeverLooks() {
    Ports others = subject().openProcess();
    List<Schedule> schedules = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      schedules.add(schedule("a", i + " 9 * * *", in(Duration.ZERO)));
    }
    ports.schedules().publish(List.of("a"), schedules);
    subject().advance(Duration.ofMinutes(1));

    List<CompletableFuture<Integer>> looks = new ArrayList<>();
    for (Ports process : List.of(ports, others, ports, others)) {
      looks.add(CompletableFuture.supplyAsync(() -> tick(process), THREADS));
    }
    int ticked = looks.stream().mapToInt(CompletableFuture::join).sum() + tick(ports);

    assertThat(ticked).isEqualTo(10);
    assertThat(ports.runs().newest("a", 100)).hasSize(10);
  }
}
