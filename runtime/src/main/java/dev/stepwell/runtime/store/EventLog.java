package dev.stepwell.runtime.store;

import dev.stepwell.BacklogFullException;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.SkippedRun;
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
   * that it brings. A run whose idempotency key another run of its function has taken, for {@link
   * NewRun#IDEMPOTENCY_PERIOD} or as long as the function says, is not started. What its {@link NewRun#rules} say instead of starting it
   * is part of the transaction. The future completes when that is on disk; it fails only if nothing was stored or
   * if that could not be found out.
   */
  CompletableFuture<Accepted> append(Dispatch dispatch);

  /**
   * Like {@link #append(Dispatch)}. The event may be dropped once its sender has given up, if it is certain that it is not stored; the
   * future then fails. It fails with {@link QueueFullException} at once if too many writes wait.
   *
   * @param abandoned whether the sender has given up
   */
  default CompletableFuture<Accepted> append(Dispatch dispatch, BooleanSupplier abandoned) {
    return append(dispatch);
  }

  /** The result of sending an event. */
  sealed interface Accepted {
    /**
     * It is new, and stored.
     *
     * @param taken the runs that the sender's worker asked for and holds now
     * @param started all runs that the event started, or that get it beside others
     * @param cancelled the runs that the event cancelled
     * @param at when it was accepted
     * @param skipped the runs that are recorded as skipped
     * @param joined those of {@code started} that were there already
     */
    record Stored(
        Set<UUID> taken,
        List<UUID> started,
        Set<UUID> cancelled,
        Instant at,
        List<SkippedRun> skipped,
        Set<UUID> joined)
        implements Accepted {
      /** An event that started its runs. */
      public Stored(Set<UUID> taken, List<UUID> started, Set<UUID> cancelled, Instant at) {
        this(taken, started, cancelled, at, List.of(), Set.of());
      }
    }

    /**
     * So many runs of a function wait that another one is not created; nothing was stored.
     *
     * @param limit how many may wait
     * @param key the value of the key for which they wait, as a JSON array; {@code []} if there is none
     */
    record BacklogFull(String functionId, int limit, String key) implements Accepted {
      /** What the sender gets. */
      public BacklogFullException exception() {
        return new BacklogFullException(functionId, limit, key.equals("[]") ? null : key);
      }
    }

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
