package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Deferral;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.StoredEvent;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events with deferred effects. */
public interface DeferredEvents {
  /**
   * Takes up to {@code max} events whose effects are due, and stores the effects that the matcher determines, in one
   * transaction. Events that others are taking are skipped. Events whose effects the matcher cannot determine, or which need rows that
   * another transaction has locked for long, are due again later, and delay no others.
   */
  Settled settle(Instant now, int max, long functionsVersion, Matcher matcher);

  /**
   * Withdraws a scheduled event that has not fired: it is as if it had never been sent, and its id is free again.
   *
   * @return whether it was still pending; false if it has fired, was withdrawn before, or was never scheduled
   */
  boolean withdraw(String eventId);

  /** Whether an event of this id is stored, fired or not. */
  boolean isStored(String eventId);

  /** Determines the effects of an event. */
  @FunctionalInterface
  interface Matcher {
    /** The remaining effects of the event; null if they cannot be determined now. It may be called repeatedly for one event. */
    @Nullable
    Dispatch match(StoredEvent event, Deferral.Effects effects);
  }

  /**
   * The result.
   *
   * @param events the number of events taken
   * @param cancelled the cancelled runs
   * @param more whether more events may be due
   * @param functionsChanged whether nothing was stored because the functions have changed: match again
   */
  record Settled(int events, Set<UUID> cancelled, boolean more, boolean functionsChanged) {
    /** Nothing was due. */
    public static final Settled NONE = new Settled(0, Set.of(), false, false);

    /** Nothing was stored, because the functions have changed. */
    public static final Settled CHANGED = new Settled(0, Set.of(), false, true);
  }
}
