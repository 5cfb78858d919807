package dev.stepwell.runtime.client;

import dev.stepwell.runtime.model.ClaimedRun;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** The worker in the sender's process, for the client. */
public interface LocalWorker {
  /** No worker: a process that only sends. */
  LocalWorker NONE = new LocalWorker() {
    @Override
    public boolean reserve(String functionId) {
      return false;
    }

    @Override
    public void execute(ClaimedRun run, boolean limited) {
      throw new IllegalStateException("no worker has reserved room for " + run);
    }

    @Override
    public void release() {}

    @Override
    public void runsAreDue() {}

    @Override
    public void effectsAreDueAt(Instant time) {}

    @Override
    public void revoke(Set<UUID> runs) {}
  };

  /**
   * Reserves room for one run of this function; false if there is none, or this worker does not execute the function.
   */
  boolean reserve(String functionId);

  /** Executes a run that the store has assigned to this worker, with reserved room; {@code limited} if it holds slots of limits. */
  void execute(ClaimedRun run, boolean limited);

  /** Releases the reserved room of a run that it does not execute after all. */
  void release();

  /** Signals that there may be runs to claim. */
  void runsAreDue();

  /** Signals when effects of an event are due. */
  void effectsAreDueAt(Instant time);

  /** Signals that these runs were cancelled. */
  void revoke(Set<UUID> runs);
}
