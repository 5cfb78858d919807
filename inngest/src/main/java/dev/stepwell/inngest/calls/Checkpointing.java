package dev.stepwell.inngest.calls;

/** Says where the outcomes of a call's steps are stored. */
public interface Checkpointing {
  /** With each answer, and not before. */
  Checkpointing OFF = call -> Checkpoints.NONE;

  /** Where those of this call are stored. */
  Checkpoints of(CallRequest call);
}
