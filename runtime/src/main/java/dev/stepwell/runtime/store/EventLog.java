package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Accepts events. */
public interface EventLog {
  /**
   * Stores the event and what of its effects is not deferred, in one transaction: the runs that it starts and the cancellations
   * that it brings. A run whose idempotency key another run of its function has taken within the last {@link
   * NewRun#IDEMPOTENCY_PERIOD} is not started. The future completes when that is on disk; it fails only if nothing was stored or
   * if that could not be found out.
   */
  CompletableFuture<Accepted> append(Dispatch dispatch);

  /**
   * As {@link #append(Dispatch)}. The event may be dropped once its sender has given up, if it is certain that it is not stored; the
   * future then fails. It fails with {@link QueueFullException} at once if too many writes wait.
   *
   * @param abandoned whether the sender has given up
   */
  default CompletableFuture<Accepted> append(Dispatch dispatch, BooleanSupplier abandoned) {
    return append(dispatch);
  }

  /** What became of an event that was sent. */
  sealed interface Accepted {
    /**
     * It is new, and stored.
     *
     * @param taken the runs that the sender's worker asked for and holds now
     * @param started all runs that the event started
     * @param cancelled the runs that the event cancelled
     * @param at when it was accepted
     */
    record Stored(Set<UUID> taken, List<UUID> started, Set<UUID> cancelled, Instant at)
        implements Accepted {}

    /**
     * An event of that id was stored before; nothing was changed.
     *
     * @param runIds the runs that it started then
     */
    record Duplicate(List<UUID> runIds) implements Accepted {}

    /** The functions have changed since the event was matched; nothing was stored: match again. */
    record FunctionsChanged() implements Accepted {}
  }
}
