package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.WorkerDeaths;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.RunQueue.Suspects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deaths of workers count for the runs that they held, and are conclusive only for a run that was alone. */
abstract class DeathsContract extends Contract {
  private Ports others;
  private UUID sweeper;

  DeathsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void registerSweeper() {
    others = subject().openProcess();
    sweeper = worker(others, "a");
  }

  /** A worker that holds all due runs and dies. */
  private void claimAndDie() {
    subject().advance(Duration.ofMinutes(5));
    UUID victim = worker(ports, "a");
    claim(ports, victim, "a");
    die(victim);
  }

  private void die(UUID victim) {
    subject().crash(victim);
    others.queue().bury(requireNonNull(others.queue().beat(sweeper, LEASE)).missing());
  }

  /** The deaths of the run as reported to its next worker, which then releases it. */
  private @Nullable WorkerDeaths deaths(UUID run) {
    subject().advance(Duration.ofMinutes(5));
    others.queue().beat(sweeper, LEASE);
    List<ClaimedRun> claimed = claim(others, sweeper, "a");
    others.queue().giveBack(sweeper, Set.copyOf(ids(claimed)));
    return claimed.stream()
        .filter(one -> one.id().equals(run))
        .findFirst()
        .orElseThrow()
        .deaths();
  }

  private void assertDeaths(UUID run, int count, int lone) {
    WorkerDeaths deaths = requireNonNull(deaths(run));
    assertThat(deaths.count()).isEqualTo(count);
    assertThat(deaths.lone()).isEqualTo(lone);
  }

  private List<Duration> gapsBetweenDueTimes(List<UUID> runs) {
    List<Instant> due =
        runs.stream().map(run -> requireNonNull(run(run).dueAt())).sorted().toList();
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < due.size(); i++) {
      gaps.add(Duration.between(due.get(i - 1), due.get(i)));
    }
    return gaps;
  }

  @Test
  void deathsOfTheOnlyRunOfAWorkerAreItsOwn() {
    UUID run = start("a");
    assertThat(deaths(run)).isNull();

    claimAndDie();
    assertDeaths(run, 1, 1);
    claimAndDie();
    assertDeaths(run, 2, 2);
    claimAndDie();

    assertDeaths(run, 3, 3);
    assertThat(requireNonNull(deaths(run)).areFatal(3)).isTrue();
    assertThat(requireNonNull(deaths(run)).areFatal(4)).isFalse();
  }

  @Test
  void aWorkerWhoseDeathIsNotKnownOrThatLeavesCountsNothing() {
    UUID run = start("a");
    UUID silent = worker(ports, "a");
    claim(ports, silent, "a");
    subject().endLease(silent);
    others.queue().bury(requireNonNull(others.queue().beat(sweeper, LEASE)).missing());
    assertThat(run(run).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(deaths(run)).isNull();

    subject().advance(Duration.ofMinutes(5));
    UUID leaving = worker(ports, "a");
    claim(ports, leaving, "a");
    ports.queue().leave(leaving);

    assertThat(deaths(run)).isNull();
  }

  @Test
  void deathsThatRunsShareSpreadThemOutAndNeverFailThem() {
    List<UUID> runs = List.of(start("a"), start("a"), start("a"));

    claimAndDie();
    assertThat(gapsBetweenDueTimes(runs)).containsOnly(Duration.ZERO);
    claimAndDie();
    assertThat(gapsBetweenDueTimes(runs)).containsOnly(Duration.ofMillis(200));
    claimAndDie();
    assertThat(gapsBetweenDueTimes(runs)).containsOnly(Duration.ofSeconds(2));

    for (UUID run : runs) {
      assertDeaths(run, 3, 0);
      assertThat(requireNonNull(deaths(run)).areFatal(1)).isFalse();
    }
  }

  @Test
  void afterFourDeathsARunIsTakenOnlyByAWorkerThatHoldsNothing() {
    List<UUID> runs = List.of(start("a"), start("a"));
    assertThat(requireNonNull(others.queue().beat(sweeper, LEASE)).suspects())
        .isEqualTo(Suspects.NONE);
    for (int death = 1; death <= 4; death++) {
      claimAndDie();
    }
    subject().advance(Duration.ofMinutes(1));
    assertThat(requireNonNull(others.queue().beat(sweeper, LEASE)).suspects())
        .isEqualTo(Suspects.DRAIN);
    assertThat(ports.runs().reasons(runs.get(0)))
        .singleElement()
        .isInstanceOfSatisfying(
            Reason.AwaitingSolitude.class, reason -> assertThat(reason.deaths()).isEqualTo(4));

    UUID other = start("a");
    assertThat(ids(claim(others, sweeper, "a"))).containsExactly(other);
    assertThat(others.queue().claimAlone(sweeper, Set.of("a"), now(), TURNS)).isNull();
    others.queue().giveBack(sweeper, Set.of(other));

    ClaimedRun alone =
        requireNonNull(others.queue().claimAlone(sweeper, Set.of("a"), now(), TURNS));
    assertThat(runs).contains(alone.id());
    assertThat(requireNonNull(alone.deaths()).count()).isEqualTo(4);
    assertThat(requireNonNull(alone.deaths()).lone()).isZero();
    assertThat(others.queue().claimAlone(sweeper, Set.of("a"), now(), TURNS)).isNull();
    UUID second = worker(ports, "a");
    assertThat(ports.queue().claimAlone(second, Set.of("b"), now(), TURNS)).isNull();
    ClaimedRun rest = requireNonNull(ports.queue().claimAlone(second, Set.of("a"), now(), TURNS));
    assertThat(List.of(alone.id(), rest.id())).containsExactlyInAnyOrderElementsOf(runs);
    assertThat(requireNonNull(others.queue().beat(sweeper, LEASE)).suspects())
        .isEqualTo(Suspects.NONE);

    die(second);
    ClaimedRun again = requireNonNull(claimAlone(worker(ports, "a")));
    assertThat(again.id()).isEqualTo(rest.id());
    assertThat(requireNonNull(again.deaths()).count()).isEqualTo(5);
    assertThat(requireNonNull(again.deaths()).lone()).isEqualTo(1);
  }

  private @Nullable ClaimedRun claimAlone(UUID worker) {
    subject().advance(Duration.ofMinutes(1));
    ports.queue().beat(worker, LEASE);
    return ports.queue().claimAlone(worker, Set.of("a"), now(), TURNS);
  }

  @Test
  void oneOfTheWorkersIsAskedToDrain() {
    start("a");
    start("a");
    for (int death = 1; death <= 4; death++) {
      claimAndDie();
    }
    UUID second = worker(ports, "a");
    UUID without = worker(subject().openProcess(), "b");

    assertThat(List.of(
            requireNonNull(others.queue().beat(sweeper, LEASE)).suspects(),
            requireNonNull(ports.queue().beat(second, LEASE)).suspects()))
        .containsExactlyInAnyOrder(Suspects.DRAIN, Suspects.WHEN_EMPTY);
    assertThat(requireNonNull(ports.queue().beat(without, LEASE)).suspects())
        .isEqualTo(Suspects.NONE);
  }

  @Test
  void aRunThatParksOrFinishesTheStepIsNoSuspectAnyMore() {
    UUID run = start("a");
    claimAndDie();
    claimAndDie();
    subject().advance(Duration.ofMinutes(5));
    UUID victim = worker(ports, "a");
    claim(ports, victim, "a");
    subject().advance(Duration.ofSeconds(1));
    assertThat(record(run, Given.completed("s", "1", now()))).isEqualTo(Recorded.RECORDED);
    die(victim);
    assertDeaths(run, 1, 1);

    UUID next = worker(ports, "a");
    subject().advance(Duration.ofMinutes(5));
    ports.queue().beat(next, LEASE);
    claim(ports, next, "a");
    assertThat(end(new RunEnd.Parked(run, now()))).isEqualTo(Recorded.RECORDED);

    assertThat(deaths(run)).isNull();
  }
}
