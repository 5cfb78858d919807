package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventLog.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention deletes what ended and is old, and nothing else. */
abstract class RetentionContract extends Contract {
  private UUID me;

  RetentionContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a");
  }

  private UUID completed() {
    UUID run = startAndClaim(me, "a");
    Instant time = now();
    record(new StepWrite(
        run,
        Given.failed("s", 1, time),
        new FailedAttempt("s", 1, Given.ERROR, time, time, null),
        null,
        List.of()));
    end(new RunEnd.Completed(run, "1", false, null));
    return run;
  }

  private void deleteAll(Instant before) {
    while (ports.retention().deleteEnded(before, 100)) {
      assertThat(now()).isNotNull();
    }
  }

  @Test
  void whatEndedBeforeIsDeletedWithAllThatBelongsToIt() {
    UUID old = completed();
    String event = run(old).eventId();
    UUID oldCancelled = start("a");
    ports.cancellations().cancel(oldCancelled);
    subject().advance(LONG);
    Instant before = now();
    UUID fresh = completed();

    deleteAll(before);

    assertThat(ports.runs().run(old)).isEmpty();
    assertThat(ports.runs().steps(old)).isEmpty();
    assertThat(ports.runs().failedAttempts(old)).isEmpty();
    assertThat(ports.runs().event(event)).isEmpty();
    assertThat(ports.runs().run(oldCancelled)).isEmpty();
    assertThat(ports.runs().run(fresh)).isPresent();
    assertThat(ports.runs().steps(fresh)).hasSize(1);
    assertThat(ports.runs().event(run(fresh).eventId())).isPresent();
  }

  @Test
  void liveRunsAreKeptHoweverOldTheyAre() {
    UUID queued = start("b");
    UUID running = startAndClaim(me, "a");
    UUID parked = startAndClaim(me, "a");
    record(parked, Given.completed("s", "1", now()));
    end(new RunEnd.Parked(parked, null));
    subject().advance(Duration.ofDays(1000));

    deleteAll(now());

    for (UUID run : List.of(queued, running, parked)) {
      assertThat(ports.runs().event(run(run).eventId())).isPresent();
    }
    assertThat(ports.runs().steps(parked)).hasSize(1);
  }

  @Test
  void anEventIsKeptForAsLongAsARunIsLeft() {
    StoredEvent event = Given.event("shop/placed", "{}");
    NewRun ended = Given.run("a");
    NewRun live = Given.run("b");
    store(dispatch(event, ended, live));
    claim(ports, me, "a");
    end(new RunEnd.Completed(ended.id(), "1", false, null));
    subject().advance(LONG);

    deleteAll(now());

    assertThat(ports.runs().run(ended.id())).isEmpty();
    assertThat(ports.runs().event(event.id())).isPresent();
    assertThat(append(dispatch(event, Given.run("a"))))
        .isEqualTo(new Accepted.Duplicate(idsOf(live)));
  }

  @Test
  void anEventWithoutRunsIsDeletedWhenItIsOld() {
    StoredEvent old = Given.event("shop/unheard", "{}");
    store(dispatch(old));
    subject().advance(LONG);
    StoredEvent fresh = Given.event("shop/unheard", "{}");
    Instant before = store(dispatch(fresh)).at();

    deleteAll(before);

    assertThat(ports.runs().event(old.id())).isEmpty();
    assertThat(ports.runs().event(fresh.id())).isPresent();
  }

  @Test
  void anEventWhoseEffectsAreStillToComeIsKept() {
    StoredEvent event = Given.event("shop/later", "{}");
    store(Given.deferred(dispatch(event), Effects.ALL, now().plus(Duration.ofDays(60))));
    subject().advance(Duration.ofDays(31));

    deleteAll(now());

    assertThat(ports.runs().event(event.id())).isPresent();
    subject().advance(Duration.ofDays(30));
    NewRun starts = Given.run("a");
    ports.deferredEvents().settle(now(), 10, version(), (due, effects) -> dispatch(due, starts));
    assertThat(ports.runs().run(starts.id())).isPresent();
  }

  @Test
  void itGoesInBatches() {
    List<UUID> runs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      runs.add(completed());
    }
    subject().advance(LONG);

    assertThat(ports.retention().deleteEnded(now(), 2)).isTrue();
    assertThat(runs.stream().filter(run -> ports.runs().run(run).isPresent())).hasSize(3);
    int batches = 1;
    while (ports.retention().deleteEnded(now(), 2)) {
      batches++;
    }
    assertThat(batches).isLessThan(10);
    assertThat(runs).allMatch(run -> ports.runs().run(run).isEmpty());
  }

  @Test
  void theEndOfARunIsStillTheEndOfItsCallersStep() {
    UUID caller = startAndClaim(me, "a");
    UUID callee = startAndClaim(me, Given.invoked("a", caller, "call"));
    end(new RunEnd.Completed(callee, "1", false, null));
    subject().advance(LONG);

    deleteAll(now());

    assertThat(ports.runs().run(callee)).isEmpty();
    assertThat(ports.runs().run(caller)).isPresent();
    assertThat(ports.runs().invokedBy(caller)).isEmpty();
  }
}
