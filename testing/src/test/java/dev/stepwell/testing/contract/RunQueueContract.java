package dev.stepwell.testing.contract;

import static dev.stepwell.testing.contract.ContractThreads.THREADS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StuckStep;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.RunQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each due run is claimed by one living worker. */
abstract class RunQueueContract extends Contract {
  RunQueueContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @Test
  void aClaimedRunComesWithAllThatIsStoredOfIt() {
    UUID me = worker(ports, "a");
    StoredEvent event = Given.event("shop/placed", "{\"id\":\"o1\"}");
    NewRun run = Given.run("a");
    Instant at = store(dispatch(event, run)).at();
    Instant before = now();

    ClaimedRun first = claim(ports, me, "a").get(0);

    assertThat(first.id()).isEqualTo(run.id());
    assertThat(first.functionId()).isEqualTo("a");
    assertThat(first.event().id()).isEqualTo(event.id());
    assertThat(first.event().time()).isEqualTo(event.time());
    assertJson(first.event().data(), event.data());
    assertThat(first.createdAt()).isEqualTo(at);
    assertThat(first.startedAt()).isBetween(before, now());
    assertThat(first.first()).isTrue();
    assertThat(first.steps()).isEmpty();
    assertThat(run(run.id()).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(run(run.id()).dueAt()).isNull();
    assertThat(run(run.id()).startedAt()).isEqualTo(first.startedAt());

    StepRecord step = Given.completed("s", "1", now());
    record(run.id(), step);
    end(new RunEnd.Parked(run.id(), now()));
    subject().advance(Duration.ofMinutes(1));
    ClaimedRun second = claim(ports, me, "a").get(0);
    assertThat(second.steps()).containsExactly(step);
    assertThat(second.first()).isFalse();
    assertThat(second.startedAt()).isEqualTo(first.startedAt());
  }

  @Test
  void theLongestDueOfTheFunctionsAreClaimedFirst() {
    UUID me = worker(ports, "a", "b");
    List<UUID> runs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      runs.add(start(i % 2 == 0 ? "a" : "b"));
      subject().advance(Duration.ofSeconds(1));
    }
    start("other");

    assertThat(ids(ports.queue().claim(me, Set.of("a", "b"), 2, Long.MAX_VALUE, now())))
        .containsExactlyInAnyOrderElementsOf(runs.subList(0, 2));
    assertThat(ids(ports.queue().claim(me, Set.of("b"), 1, Long.MAX_VALUE, now())))
        .containsExactly(runs.get(3));
    assertThat(ids(claim(ports, me, "a", "b")))
        .containsExactlyInAnyOrder(runs.get(2), runs.get(4), runs.get(5));
    assertThat(claim(ports, me, "a", "b")).isEmpty();
  }

  @Test
  void aClaimEndsWhenEnoughHasComeWithIt() {
    UUID me = worker(ports, "a");
    List<UUID> runs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      NewRun run = Given.run("a");
      store(dispatch(Given.event("test/large", "{\"text\":\"" + "x".repeat(100_000) + "\"}"), run));
      runs.add(run.id());
      subject().advance(Duration.ofSeconds(1));
    }

    assertThat(ids(ports.queue().claim(me, Set.of("a"), 100, 1, now())))
        .containsExactly(runs.get(0));
    assertThat(ids(ports.queue().claim(me, Set.of("a"), 100, 150_000, now())))
        .containsExactlyInAnyOrderElementsOf(runs.subList(1, 3));
    assertThat(ids(ports.queue().claim(me, Set.of("a"), 1, 1_000_000, now())))
        .containsExactly(runs.get(3));
    assertThat(ids(ports.queue().claim(me, Set.of("a"), 100, 1_000_000, now())))
        .containsExactly(runs.get(4));
  }

  @Test
  void nothingIsClaimedWithoutALease() {
    start("a");

    assertThat(claim(ports, Given.id(), "a")).isEmpty();
    UUID me = worker(ports, "a");
    ports.queue().leave(me);
    assertThat(claim(ports, me, "a")).isEmpty();
  }

  @Test
  void twoWorkersNeverClaimTheSameRun() {
    Ports others = subject().openProcess();
    UUID me = worker(ports, "a");
    UUID other = worker(others, "a");
    Set<UUID> started = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      started.add(start("a"));
    }
    Instant now = now();

    List<CompletableFuture<List<UUID>>> claims = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Ports process = i % 2 == 0 ? ports : others;
      UUID worker = i % 2 == 0 ? me : other;
      claims.add(CompletableFuture.supplyAsync(
          () -> ids(process.queue().claim(worker, Set.of("a"), 5, Long.MAX_VALUE, now)), THREADS));
    }
    List<UUID> claimed = new ArrayList<>();
    claims.forEach(claim -> claimed.addAll(claim.join()));
    claimed.addAll(ids(claim(ports, me, "a")));

    assertThat(claimed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(started);
  }

  @Test
  void aBeatTellsWhenSomethingOfTheWorkersIsDueNext() {
    UUID me = worker(ports, "a", "b");
    Instant before = now();
    RunQueue.Beat quiet = requireNonNull(sweep(ports, me));
    assertThat(quiet.now()).isBetween(before.minusSeconds(1), now().plusSeconds(1));
    assertThat(quiet.nextDue()).isNull();
    assertThat(quiet.nextDeferred()).isNull();
    assertThat(quiet.nextTick()).isNull();
    assertThat(quiet.functionsVersion()).isEqualTo(version());

    start("other");
    UUID parked = startAndClaim(me, "a");
    Instant until = now().plus(LONG);
    end(new RunEnd.Parked(parked, until));
    assertThat(requireNonNull(sweep(ports, me)).nextDue()).isEqualTo(until);

    UUID due = start("b");
    assertThat(requireNonNull(sweep(ports, me)).nextDue()).isEqualTo(run(due).dueAt());
  }

  @Test
  void aWorkerThatLeavesGivesItsRunsBack() {
    UUID me = worker(ports, "a");
    UUID held = startAndClaim(me, "a");
    UUID parked = startAndClaim(me, "a");
    end(new RunEnd.Parked(parked, now().plus(LONG)));

    ports.queue().leave(me);

    assertThat(run(held).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(run(parked).status()).isEqualTo(RunStatus.WAITING);
    assertThat(sweep(ports, me)).isNull();
    Ports others = subject().openProcess();
    assertThat(ids(claim(others, worker(others, "a"), "a"))).containsExactly(held);
  }

  @Test
  void runsOfTheDeadAreReleasedBySweeping() {
    UUID dead = worker(ports, "a");
    Ports others = subject().openProcess();
    UUID sweeper = worker(others, "a");
    UUID held = startAndClaim(dead, "a");
    subject().endLease(dead);

    others.queue().beat(sweeper, LEASE);
    assertThat(run(held).status()).isEqualTo(RunStatus.RUNNING);

    List<RunQueue.Missing> missing =
        requireNonNull(others.queue().beat(sweeper, LEASE)).missing();
    assertThat(missing).extracting(RunQueue.Missing::workerId).containsExactly(dead);
    assertThat(missing).allMatch(RunQueue.Missing::leaseEnded);
    assertThat(others.queue().bury(missing)).isEqualTo(1);

    assertThat(run(held).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(sweep(ports, dead)).isNull();
    assertThat(ports.queue().lost(dead, Set.of(held))).containsExactly(held);
    assertThat(ids(claim(others, sweeper, "a"))).containsExactly(held);
  }

  @Test
  void whatALivingWorkerHoldsIsNotReleased() {
    UUID me = worker(ports, "a");
    Ports others = subject().openProcess();
    UUID sweeper = worker(others, "a");
    UUID held = startAndClaim(me, "a");

    sweep(others, sweeper);

    assertThat(run(held).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(record(held, Given.completed("s", "1", now()))).isEqualTo(Recorded.RECORDED);
  }

  @Test
  void aWorkerThatWasHeardOfSinceItWasMissingIsNotBuried() {
    UUID late = worker(ports, "a");
    Ports others = subject().openProcess();
    UUID sweeper = worker(others, "a");
    UUID held = startAndClaim(late, "a");
    subject().endLease(late);
    List<RunQueue.Missing> missing =
        requireNonNull(others.queue().beat(sweeper, LEASE)).missing();

    ports.queue().beat(late, LEASE);

    assertThat(others.queue().bury(missing)).isZero();
    assertThat(run(held).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(ports.queue().beat(late, LEASE)).isNotNull();
  }

  @Test
  void aBeatRenewsTheLease() {
    UUID me = worker(ports, "a");
    Ports others = subject().openProcess();
    UUID sweeper = worker(others, "a");
    UUID held = startAndClaim(me, "a");
    subject().endLease(me);

    assertThat(ports.queue().beat(me, LEASE)).isNotNull();
    sweep(others, sweeper);

    assertThat(run(held).status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void aWorkerIsToldWhatItHasLost() {
    UUID me = worker(ports, "a");
    UUID held = startAndClaim(me, "a");
    UUID cancelled = startAndClaim(me, "a");
    UUID parked = startAndClaim(me, "a");
    ports.cancellations().cancel(cancelled);
    end(new RunEnd.Parked(parked, null));
    UUID unknown = Given.id();

    assertThat(ports.queue().lost(me, Set.of(held, cancelled, parked, unknown)))
        .containsExactlyInAnyOrder(cancelled, parked, unknown);
    assertThat(ports.queue().lost(me, Set.of())).isEmpty();
  }

  @Test
  void stepsThatDoNotReturnAreReportedUntilTheyDoOrTheirWorkerIsGone() {
    UUID me = worker(ports, "a");
    UUID cancelled = startAndClaim(me, "a");
    UUID other = startAndClaim(me, "a");
    ports.cancellations().cancel(cancelled);
    Instant since = now();
    StuckStep step = new StuckStep(cancelled, "a", "s", since);
    StuckStep flow = new StuckStep(other, "a", null, since);

    ports.queue().stuck(me, List.of(step, flow));

    String name = "worker " + me;
    assertThat(ports.runs().reasons(cancelled))
        .hasSize(2)
        .contains(new Reason.IgnoringInterrupt("s", name, since));
    assertThat(ports.runs().reasons(other))
        .hasSize(2)
        .contains(new Reason.IgnoringInterrupt(null, name, since));

    ports.queue().stuck(me, List.of(step));
    assertThat(ports.runs().reasons(other)).hasSize(1);
    assertThat(ports.runs().reasons(cancelled)).hasSize(2);

    ports.queue().leave(me);
    assertThat(ports.runs().reasons(cancelled)).hasSize(1);
    ports.queue().stuck(me, List.of(step));
    assertThat(ports.runs().reasons(cancelled)).hasSize(1);
  }
}
