package dev.stepwell.runtime.store;

import java.util.UUID;

/** The slots of limits on attempts that parallel branches of a run take, beside the one with which the run was claimed. */
public interface Slots {
  /** Slots for processes whose runs have no limits here. */
  Slots UNLIMITED = new Slots() {
    @Override
    public int take(UUID runId, int count) {
      return count;
    }

    @Override
    public void release(UUID runId, int count) {}
  };

  /**
   * Takes slots for a run that this process executes, as many as its limits admit.
   *
   * @return how many were taken, up to {@code count}; 0 if the run was taken away
   */
  int take(UUID runId, int count);

  /** Releases this many of the slots that were taken; none if the run has left this process, because that has released them. */
  void release(UUID runId, int count);
}
