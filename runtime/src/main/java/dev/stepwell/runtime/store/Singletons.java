package dev.stepwell.runtime.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets runs of singletons start when the runs for which they wait have ended. */
public interface Singletons {
  /**
   * Settles due changes, up to this number: cancels runs that newer ones replace, and makes those due whose predecessor has ended. One
   * that was executing when it was cancelled has ended once its worker has stopped it, or is gone.
   */
  Settled settle(Instant now, int max);

  /** Notes that this worker does not execute these runs any more, which may have been cancelled. */
  void stopped(UUID workerId, Collection<UUID> runIds);

  /**
   * What was done.
   *
   * @param changes how many changes were taken
   * @param cancelled the runs that were cancelled
   * @param next when a change that was taken is to be looked at again; null for none
   */
  record Settled(int changes, Set<UUID> cancelled, @Nullable Instant next) {}
}
