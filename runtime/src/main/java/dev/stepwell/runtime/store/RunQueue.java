package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.model.StuckStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The due runs, and the leases of their holders. Each method is one transaction.
 *
 * <p>Everything that gives a due run to a worker checks first whether its function is paused: a claim in its statement, a send in the
 * functions that it was matched by, and a beat before it reports when to look again, or the worker spins.
 */
public interface RunQueue {
  /** Registers this worker, with the functions that it executes and its lease. */
  void register(UUID workerId, String name, Set<String> functionIds, Duration lease);

  /**
   * Renews the worker's lease and reads the clock.
   *
   * @return the data for the worker; null if its own lease is lost
   */
  @Nullable
  Beat beat(UUID workerId, Duration lease);

  /**
   * Removes these workers, except those with a later heartbeat, and releases their runs.
   *
   * @return the number of released runs
   */
  int bury(Collection<Missing> dead);

  /**
   * Takes up to {@code max} due runs of these functions that have no limits, the longest due first; none if the worker's lease is lost, and none that demands
   * {@linkplain dev.stepwell.runtime.model.WorkerDeaths#demandSolitude solitude}.
   *
   * @param maxBytes the number of bytes of stored events and results after which it takes no further run; it takes at least one
   */
  List<ClaimedRun> claim(
      UUID workerId, Set<String> functionIds, int max, long maxBytes, Instant now);

  /**
   * Takes due runs of these functions that have limits, as far as these admit them: lines of equal limits and keys take turns, the longest
   * due first within a line. None if the worker's lease is lost.
   */
  LimitedClaim claimLimited(
      UUID workerId,
      Set<String> functionIds,
      RunAdmission.Room room,
      Instant now,
      RunAdmission admission);

  /**
   * Takes parked runs of these functions of which a step waits for slots, as far as the limits of the step and of its run admit them: the
   * step then has them ({@link Slots#takeFor}). Otherwise as {@link #claimLimited}.
   */
  LimitedClaim claimForSteps(
      UUID workerId,
      Set<String> functionIds,
      RunAdmission.Room room,
      Instant now,
      RunAdmission admission);

  /**
   * Releases what cancelled runs hold of their limits: of those that were parked, and of these.
   *
   * @param left cancelled runs that this worker has executed and has left
   * @return whether there may be more that were parked
   */
  boolean releaseCancelled(UUID workerId, Set<UUID> left);

  /**
   * Takes the longest due run of these functions that demands solitude, if its limits admit it; null if there is none, or the worker holds any
   * run.
   */
  @Nullable
  ClaimedRun claimAlone(
      UUID workerId, Set<String> functionIds, Instant now, RunAdmission admission);

  /** Releases all runs that the worker holds, due at once, and removes the worker. */
  void leave(UUID workerId);

  /** All runs that the worker holds, with the cancelled runs of singletons that it has not reported as stopped. */
  Set<UUID> held(UUID workerId);

  /** Releases these runs that the worker holds, due at once. */
  void giveBack(UUID workerId, Set<UUID> runIds);

  /** The runs among these that this worker no longer holds, because they were cancelled or taken away. */
  Set<UUID> lost(UUID workerId, Set<UUID> runIds);

  /** Stores that these steps, and no others, wait for slots while this worker executes their runs; nothing if the worker's lease is lost. */
  void delayed(UUID workerId, Collection<DelayedStep> steps);

  /** Stores that these steps, and no others, ignore their interrupts in this worker; nothing if the worker's lease is lost. */
  void stuck(UUID workerId, Collection<StuckStep> steps);

  /**
   * The result of a beat.
   *
   * @param now the database's time
   * @param nextDue when the next run of this worker's functions is due; null if none is
   * @param nextDeferred when effects of an event are due next; null if none are
   * @param nextChange when a change of a singleton is next due; null if none is
   * @param nextTick when a cron expression of this worker's functions ticks next; null if there is none
   * @param functionsVersion the version of the stored functions
   * @param missing the other workers that seem to be dead
   * @param suspects what the worker does for runs of its functions that must execute alone
   */
  record Beat(
      Instant now,
      @Nullable Instant nextDue,
      @Nullable Instant nextDeferred,
      @Nullable Instant nextChange,
      @Nullable Instant nextTick,
      long functionsVersion,
      List<Missing> missing,
      Suspects suspects) {}

  /** What a worker does for runs that must execute alone. */
  enum Suspects {
    /** None is due. */
    NONE,
    /** One is due; the worker takes it if it holds no run. */
    WHEN_EMPTY,
    /** One is due; this worker was selected to take no other run until it holds none, and then takes it. */
    DRAIN
  }

  /**
   * A worker whose lease has ended, or whose process is not connected.
   *
   * @param heardOfAt its last heartbeat
   * @param leaseEnded whether its lease has ended
   * @param disconnected whether the connection of its heartbeat is closed; false if that cannot be determined. If its process lives, it
   *     connects again within moments
   */
  record Missing(UUID workerId, Instant heardOfAt, boolean leaseEnded, boolean disconnected) {}
}
