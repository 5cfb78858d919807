package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.store.Slots;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
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
  private final Lock lock = new ReentrantLock();
  private @Nullable Instant refusedAt;
  private boolean closed;

  BranchSlots(Slots slots, UUID runId, Clock clock) {
    this.slots = slots;
    this.runId = runId;
    this.clock = clock;
  }

  /** Takes slots, up to this number; returns how many. Takes none while the store cannot be reached, so that the caller asks again. */
  int take(int count) {
    if (slots == Slots.UNLIMITED || count <= 0) {
      return Math.max(0, count);
    }
    lock.lock();
    try {
      Instant now = clock.now();
      if (closed || (refusedAt != null && now.isBefore(refusedAt.plus(UNTIL_ASKED_AGAIN)))) {
        return 0;
      }
      int taken = taken(count);
      refusedAt = taken < count ? now : null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private int taken(int count) {
    try {
      return slots.take(runId, count);
    } catch (StoreException e) {
      demandPassing(e);
      log.warn("slots for branches of run {} cannot be taken now: {}", runId, e.getMessage());
      return 0;
    }
  }

  /** Releases a slot: now, or with all others when the run leaves, if the store cannot be reached. */
  void release() {
    if (slots == Slots.UNLIMITED) {
      return;
    }
    lock.lock();
    try {
      if (!closed) {
        slots.release(runId, 1);
      }
    } catch (StoreException e) {
      demandPassing(e);
      log.warn(
          "a slot of run {} cannot be released now, and is held until the run parks or ends: {}",
          runId,
          e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private static void demandPassing(StoreException e) {
    if (!e.isPassing()) {
      throw e;
    }
  }

  /** The run leaves, which releases all its slots. What has not been released yet no longer is: the run may be executed again by then. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there may be fewer slots than branches. */
  boolean areLimited() {
    return slots != Slots.UNLIMITED;
  }
}
