package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.store.Slots;
import dev.stepwell.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The slots that the branches of a run take beside the run's own. A run without limits takes them without asking. */
final class BranchSlots {
  /** After how long slots that were refused are asked for again. */
  static final Duration UNTIL_ASKED_AGAIN = Duration.ofMillis(200);

  private final Slots slots;
  private final UUID runId;
  private final Clock clock;
  private @Nullable Instant refusedAt;

  BranchSlots(Slots slots, UUID runId, Clock clock) {
    this.slots = slots;
    this.runId = runId;
    this.clock = clock;
  }

  /** Takes slots, up to this number; returns how many. */
  synchronized int take(int count) {
    if (slots == Slots.UNLIMITED || count <= 0) {
      return Math.max(0, count);
    }
    Instant now = clock.now();
    if (refusedAt != null && now.isBefore(refusedAt.plus(UNTIL_ASKED_AGAIN))) {
      return 0;
    }
    int taken = slots.take(runId, count);
    refusedAt = taken < count ? now : null;
    return taken;
  }

  /** Releases a slot. */
  void release() {
    if (slots != Slots.UNLIMITED) {
      slots.release(runId, 1);
    }
  }

  /** Whether there may be fewer slots than branches. */
  boolean areLimited() {
    return slots != Slots.UNLIMITED;
  }
}
