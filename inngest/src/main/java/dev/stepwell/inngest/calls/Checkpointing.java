package dev.stepwell.inngest.calls;

/** Selects where the outcomes of a call's steps are stored, and whether a call may do more than one step. */
public interface Checkpointing {
  /** Only with each response. */
  Checkpointing OFF = new Checkpointing() {
    @Override
    public Checkpoints of(CallRequest call) {
      return Checkpoints.NONE;
    }

    @Override
    public boolean isCallPerStep() {
      return true;
    }
  };

  /** The checkpoints of this call. */
  Checkpoints of(CallRequest call);

  /** Whether each step is a call of its own, and the end of the run another one. */
  default boolean isCallPerStep() {
    return false;
  }
}
