package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Stores the outcomes of steps while a call lasts. */
public interface Checkpoints {
  /** Stores none: each outcome is answered. */
  Checkpoints NONE = (call, op) -> false;

  /** Stores the outcome of a step; returns false if it is to be answered instead. */
  boolean store(CallRequest call, ObjectNode op);
}
