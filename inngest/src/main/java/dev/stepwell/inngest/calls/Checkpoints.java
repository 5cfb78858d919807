package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Stores the outcomes of steps during a call. */
public interface Checkpoints {
  /** Stores none: each outcome is returned in the response. */
  Checkpoints NONE = (call, op) -> Stored.NO;

  /** Stores the outcome of a step. */
  Stored store(CallRequest call, ObjectNode op);

  /** The result of storing an outcome. */
  enum Stored {
    /** It is stored, and the flow continues. */
    YES,
    /** The outcome must be returned in the response. */
    NO,
    /** The server has assigned the run to another call, and this one must stop. */
    STALE
  }
}
