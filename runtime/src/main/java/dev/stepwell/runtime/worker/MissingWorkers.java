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
 * Decides which of the workers that are missing are dead.
 *
 * <p>One whose lease has ended is. One whose process is not seen may only have lost its connection for a moment, and is dead if it is
 * still not seen a moment later and was not heard of between. A process that is paused or slow keeps its connection, and is not missing.
 */
final class MissingWorkers {
  private static final Duration UNTIL_SURE = Duration.ofMillis(1_200);
  private static final Duration UNTIL_STABLE = Duration.ofSeconds(6);

  private final WorkerSettings settings;
  private Map<UUID, Sighting> sightings = Map.of();
  private Instant buryFrom = Instant.MIN;
  private Instant stableFrom = Instant.MIN;

  private record Sighting(Instant at, Instant heardOfAt) {}

  MissingWorkers(WorkerSettings settings) {
    this.settings = settings;
  }

  /** Notes that this process was connected just now; if that is not the first time, others may have lost their connections too. */
  void connectedAt(Instant now, boolean again) {
    if (again) {
      stableFrom = now.plus(UNTIL_STABLE);
    }
  }

  /** When it is to look again, to be sure. */
  Instant nextLookAt() {
    return sightings.values().stream()
        .map(sighting -> sighting.at.plus(UNTIL_SURE))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /**
   * The dead among those that are missing at this beat; the last one before was then. If this process has beaten late, all have had
   * reason to, and get time to be heard of.
   */
  Set<Missing> dead(Beat beat, Instant lastBeat) {
    Instant now = beat.now();
    if (!lastBeat.equals(Instant.MIN)
        && now.isAfter(lastBeat.plus(settings.beat().multipliedBy(2)))) {
      buryFrom = now.plus(settings.lease());
    }
    Map<UUID, Sighting> before = sightings;
    sightings = new HashMap<>();
    Set<Missing> dead = new HashSet<>();
    if (now.isBefore(buryFrom)) {
      return dead;
    }
    for (Missing missing : beat.missing()) {
      if (missing.leaseEnded()) {
        dead.add(missing);
      } else if (!now.isBefore(stableFrom)) {
        look(missing, before.get(missing.workerId()), now, dead);
      }
    }
    return dead;
  }

  private void look(Missing missing, @Nullable Sighting before, Instant now, Set<Missing> dead) {
    Sighting first = before != null && before.heardOfAt.equals(missing.heardOfAt())
        ? before
        : new Sighting(now, missing.heardOfAt());
    if (now.isBefore(first.at.plus(UNTIL_SURE))) {
      sightings.put(missing.workerId(), first);
    } else {
      dead.add(missing);
    }
  }
}
