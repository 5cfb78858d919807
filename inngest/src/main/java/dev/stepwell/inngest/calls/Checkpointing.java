package dev.stepwell.inngest.calls;

/** Selects where the outcomes of a call's steps are stored. */
public interface Checkpointing {
  /** Only with each response. */
  Checkpointing OFF = call -> Checkpoints.NONE;

  /** The checkpoints of this call. */
  Checkpoints of(CallRequest call);
}
