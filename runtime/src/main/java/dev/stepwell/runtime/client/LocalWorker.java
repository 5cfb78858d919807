package dev.stepwell.runtime.client;

import dev.stepwell.runtime.model.ClaimedRun;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** The worker in the sender's own process, as the client sees it. */
public interface LocalWorker {
  /** No worker at all: a process that only sends. */
  LocalWorker NONE = new LocalWorker() {
    @Override
    public boolean reserve(String functionId) {
      return false;
    }

    @Override
    public void execute(ClaimedRun run) {
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

  /** Reserves room for one run of this function; false if there is none, or the function is not known here. */
  boolean reserve(String functionId);

  /** Executes a run for which room was reserved, and which the store has given to this worker. */
  void execute(ClaimedRun run);

  /** Gives back the room of a run that is not to be executed after all. */
  void release();

  /** Says that there may be runs to claim. */
  void runsAreDue();

  /** Says that effects of an event are due then. */
  void effectsAreDueAt(Instant time);

  /** Says that these runs were cancelled. */
  void revoke(Set<UUID> runs);
}
