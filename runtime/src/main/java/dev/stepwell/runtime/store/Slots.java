package dev.stepwell.runtime.store;

import dev.stepwell.runtime.model.StepNeeds;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The slots that runs take beside the one with which they were claimed: parallel branches, of the limits on attempts; and attempts of
 * steps, of the limits on those steps. All are released at the latest when the run leaves its worker.
 */
public interface Slots {
  /** Slots for processes whose runs have no limits here. */
  Slots UNLIMITED = new Slots() {
    @Override
    public int take(UUID runId, int count) {
      return count;
    }

    @Override
    public void release(UUID runId, int count) {}

    @Override
    public CompletableFuture<StepAnswer> takeFor(StepNeeds needs) {
      return CompletableFuture.completedFuture(new StepAnswer(Taken.GRANTED, needs));
    }

    @Override
    public void releaseOf(UUID runId, String stepId) {}
  };

  /**
   * Takes slots for a run that this process executes, as many as its limits admit.
   *
   * @return how many were taken, up to {@code count}; 0 if the run was taken away
   */
  int take(UUID runId, int count);

  /** Releases this many of the slots that were taken; none if the run has left this process, because that has released them. */
  void release(UUID runId, int count);

  /**
   * Takes what an attempt of a step needs, all of it or nothing. Whoever waits for one of its keys comes first. A step to which a claim has
   * granted its slots has them already.
   */
  CompletableFuture<StepAnswer> takeFor(StepNeeds needs);

  /** Releases what an attempt of this step holds, which has no outcome that is recorded. */
  void releaseOf(UUID runId, String stepId);

  /**
   * The answer to a step that takes slots.
   *
   * @param needs what the step needs beside the slots that its run holds
   */
  record StepAnswer(Taken taken, StepNeeds needs) {}

  /** Whether a step has got what it needs. */
  enum Taken {
    /** It has. */
    GRANTED,
    /** A limit does not admit it now: the run waits for that when it parks. */
    FULL,
    /** The run was claimed before its function had limits: it has to be claimed again. */
    UNBOUND,
    /** This process does not hold the run. */
    NOT_HELD
  }
}
