package dev.stepwell.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.store.RunQueue.Beat;
import dev.stepwell.runtime.store.RunQueue.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the workers are dead that a beat misses, with the settings that an application has unless it sets others. */
class MissingWorkersTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final WorkerSettings DEFAULTS = new WorkerSettings(
      "w", 1, WorkerSettings.DEFAULT_LEASE, WorkerSettings.DEFAULT_BEAT, Duration.ZERO, 3);
  private static final Missing KILLED = new Missing(new UUID(1, 1), START, false, true);

  private final MissingWorkers missing = new MissingWorkers(DEFAULTS);

  private Set<Missing> beat(Instant now, Instant last, Missing... seen) {
    return missing.dead(
        new Beat(now, null, null, null, null, 1, List.of(seen), RunQueue.Suspects.NONE), last);
  }

  @Test
  void aProcessThatIsKilledJustAfterALookIsDeadWithinThreeSeconds() {
    Instant look = START.plus(DEFAULTS.beat());
    assertThat(beat(look, START, KILLED)).isEmpty();
    Instant again = missing.nextLookAt();

    assertThat(beat(again, look, KILLED)).containsExactly(KILLED);
    assertThat(Duration.between(START, again)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aWorkerThatIsHeardOfBetweenTheLooksIsNot() {
    Instant look = START.plus(DEFAULTS.beat());
    beat(look, START, KILLED);
    Missing heardOf = new Missing(KILLED.workerId(), look, false, true);

    assertThat(beat(missing.nextLookAt(), look, heardOf)).isEmpty();
  }

  @Test
  void aLateBeatMakesEndedLeasesDoubtfulForALease() {
    Instant late = START.plus(DEFAULTS.beat().multipliedBy(3));
    Missing ended = new Missing(KILLED.workerId(), START, true, false);

    assertThat(beat(late, START, ended)).isEmpty();
    assertThat(beat(late.plus(DEFAULTS.beat()), late, ended)).isEmpty();
    Instant afterALease = late.plus(DEFAULTS.lease());
    assertThat(beat(afterALease, afterALease.minus(DEFAULTS.beat()), ended)).containsExactly(ended);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWorkerWhoseConnectionIsClosedIsDeadHoweverLateTheBeatsAre(boolean leaseEnded) {
    Missing killed = new Missing(KILLED.workerId(), START, leaseEnded, true);
    Duration late = DEFAULTS.beat().multipliedBy(3);
    Instant first = START.plus(late);

    assertThat(beat(first, START, killed)).isEmpty();
    assertThat(beat(first.plus(late), first, killed)).containsExactly(killed);
  }

  @Test
  void aWorkerIsDeadUntilItIsBuried() {
    Instant look = START.plus(DEFAULTS.beat());
    beat(look, START, KILLED);
    Instant again = missing.nextLookAt();
    assertThat(beat(again, look, KILLED)).containsExactly(KILLED);
    assertThat(missing.nextLookAt()).isAfter(again.plus(DEFAULTS.beat()));

    assertThat(beat(again.plus(DEFAULTS.beat()), again, KILLED)).containsExactly(KILLED);
    Missing heardOf = new Missing(KILLED.workerId(), again, false, true);
    Instant later = again.plus(DEFAULTS.beat().multipliedBy(2));
    assertThat(beat(later, again.plus(DEFAULTS.beat()), heardOf)).isEmpty();
  }

  @Test
  void anEndedLeaseCountsForAProcessThatHasJustConnectedAnew() {
    missing.connectedAt(START, true);
    Missing ended = new Missing(KILLED.workerId(), START, true, true);

    assertThat(beat(START.plus(DEFAULTS.beat()), START, ended)).containsExactly(ended);
  }

  @Test
  void aProcessThatHasJustConnectedAnewTakesNobodyForDeadByTheLock() {
    missing.connectedAt(START, true);
    Instant first = START.plus(DEFAULTS.beat());
    Instant second = first.plus(DEFAULTS.beat());

    assertThat(beat(first, START, KILLED)).isEmpty();
    assertThat(beat(second, first, KILLED)).isEmpty();
  }
}
