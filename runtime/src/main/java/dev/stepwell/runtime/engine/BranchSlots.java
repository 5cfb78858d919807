package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.store.Slots;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The slots that the branches of a run take beside the run's own. A run without limits takes them without asking. */
final class BranchSlots {
  private static final Logger log = LoggerFactory.getLogger(BranchSlots.class);

  /** After how long slots that were refused are asked for again. */
  static final Duration UNTIL_ASKED_AGAIN = Duration.ofMillis(200);

  private final Slots slots;
  private final UUID runId;
  private final Clock clock;
  private @Nullable Instant refusedAt;
  private int spare;
  private boolean closed;

  BranchSlots(Slots slots, UUID runId, Clock clock) {
    this.slots = slots;
    this.runId = runId;
    this.clock = clock;
  }

  /** Takes slots, up to this number; returns how many. Takes none while the store cannot be reached, so that the caller asks again. */
  synchronized int take(int count) {
    if (slots == Slots.UNLIMITED || count <= 0) {
      return Math.max(0, count);
    }
    int taken = Math.min(count, spare);
    spare -= taken;
    Instant now = clock.now();
    boolean waits = refusedAt != null && now.isBefore(refusedAt.plus(UNTIL_ASKED_AGAIN));
    if (closed || waits || taken == count) {
      return taken;
    }
    try {
      taken += slots.take(runId, count - taken);
    } catch (StoreException e) {
      demandPassing(e, "taken");
    }
    refusedAt = taken < count ? now : null;
    return taken;
  }

  /** Releases a slot: now, or with the next one if the store cannot be reached. */
  synchronized void release() {
    if (slots == Slots.UNLIMITED || closed) {
      return;
    }
    spare++;
    try {
      slots.release(runId, spare);
      spare = 0;
    } catch (StoreException e) {
      demandPassing(e, "released");
    }
  }

  private void demandPassing(StoreException e, String what) {
    if (!e.isPassing()) {
      throw e;
    }
    log.warn(
        "slots of branches of run {} cannot be {} now, and are later: {}",
        runId,
        what,
        e.getMessage());
  }

  /** The run leaves, which releases all its slots. What has not been released yet no longer is: the run may be executed again by then. */
  synchronized void close() {
    closed = true;
  }

  /** Whether there may be fewer slots than branches. */
  boolean areLimited() {
    return slots != Slots.UNLIMITED;
  }
}
