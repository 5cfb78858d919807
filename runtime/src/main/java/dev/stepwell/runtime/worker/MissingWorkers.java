package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.store.RunQueue.Beat;
import dev.stepwell.runtime.store.RunQueue.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the missing workers are dead.
 *
 * <p>There are two signs, and what makes one of them doubtful does not affect the other (ADR 60):
 *
 * <ul>
 *   <li>Its connection is closed. It may have lost it only for a moment, so it is dead if the connection is still closed a moment later and
 *       no heartbeat came in between. A process that is paused or slow keeps its connection. If this process has had to connect again,
 *       others may have had to as well.
 *   <li>Its lease has ended. If this process beats late, whatever delayed it may have delayed the others.
 * </ul>
 */
final class MissingWorkers {
  private static final Duration UNTIL_SURE = Duration.ofMillis(1_200);
  private static final Duration UNTIL_STABLE = Duration.ofSeconds(6);

  private final WorkerSettings settings;
  private Map<UUID, Sighting> sightings = Map.of();
  private Instant leasesCountFrom = Instant.MIN;
  private Instant stableFrom = Instant.MIN;
  private Instant lastLook = Instant.MIN;

  private record Sighting(Instant at, Instant heardOfAt) {
    Instant sureAt() {
      return at.plus(UNTIL_SURE);
    }
  }

  MissingWorkers(WorkerSettings settings) {
    this.settings = settings;
  }

  /**
   * Registers that this process has just connected. If that is not the first time, other processes may have lost their
   * connections too.
   */
  void connectedAt(Instant now, boolean again) {
    if (again) {
      stableFrom = now.plus(UNTIL_STABLE);
    }
  }

  /** When to check again, to be certain. */
  Instant nextLookAt() {
    return sightings.values().stream()
        .map(Sighting::sureAt)
        .filter(sure -> sure.isAfter(lastLook))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** The dead among those that are missing at this beat; they stay so at later beats, until they are buried. */
  Set<Missing> dead(Beat beat, Instant lastBeat) {
    Instant now = beat.now();
    if (!lastBeat.equals(Instant.MIN)
        && now.isAfter(lastBeat.plus(settings.beat().multipliedBy(2)))) {
      leasesCountFrom = now.plus(settings.lease());
    }
    lastLook = now;
    Map<UUID, Sighting> before = sightings;
    sightings = new HashMap<>();
    Set<Missing> dead = new HashSet<>();
    for (Missing missing : beat.missing()) {
      boolean closed = missing.disconnected() && isStillClosed(missing, before, now);
      boolean ended = missing.leaseEnded() && !now.isBefore(leasesCountFrom);
      if (closed || ended) {
        dead.add(missing);
      }
    }
    return dead;
  }

  private boolean isStillClosed(Missing missing, Map<UUID, Sighting> before, Instant now) {
    if (now.isBefore(stableFrom)) {
      return false;
    }
    @Nullable Sighting last = before.get(missing.workerId());
    Sighting first = last != null && last.heardOfAt.equals(missing.heardOfAt())
        ? last
        : new Sighting(now, missing.heardOfAt());
    sightings.put(missing.workerId(), first);
    return !now.isBefore(first.sureAt());
  }
}
