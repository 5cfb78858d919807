package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Stores the outcomes of steps while a call lasts. */
public interface Checkpoints {
  /** Stores none: each outcome is answered. */
  Checkpoints NONE = (call, op) -> Stored.NO;

  /** Stores the outcome of a step. */
  Stored store(CallRequest call, ObjectNode op);

  /** What became of an outcome. */
  enum Stored {
    /** It is stored, and the flow continues. */
    YES,
    /** It is to be answered. */
    NO,
    /** The server has given the run to another call, and this one is to stop. */
    STALE
  }
}
