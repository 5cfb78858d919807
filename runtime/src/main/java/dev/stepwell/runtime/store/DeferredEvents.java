package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Deferral;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.StoredEvent;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Events whose effects come later. */
public interface DeferredEvents {
  /**
   * Takes up to {@code max} events whose effects are due, and stores what the matcher says that they set off, in one transaction.
   * What others are taking just now is passed over.
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

  /** Says what an event sets off. */
  @FunctionalInterface
  interface Matcher {
    /** What of the event is still to take effect. */
    Dispatch match(StoredEvent event, Deferral.Effects effects);
  }

  /**
   * What was done.
   *
   * @param events how many events were taken
   * @param cancelled the runs that were cancelled
   * @param functionsChanged whether nothing was done because the functions have changed: match again
   */
  record Settled(int events, Set<UUID> cancelled, boolean functionsChanged) {}
}
