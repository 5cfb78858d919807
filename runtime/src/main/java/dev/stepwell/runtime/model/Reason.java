package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why a run does not move, or that it does. */
public sealed interface Reason {
  /** A worker executes it. */
  record Executing(String worker, Instant since) implements Reason {}

  /** It sleeps. */
  record Sleeping(String stepId, Instant until) implements Reason {}

  /**
   * It waits for an event.
   *
   * @param match the fields that the event must have, as canonical JSON
   */
  record AwaitingEvent(String stepId, String event, String match, Instant until)
      implements Reason {}

  /** It waits for another run to end. */
  record AwaitingRun(String stepId, UUID runId, String functionId, RunStatus status)
      implements Reason {}

  /** An attempt of a step has failed, and the next is not due yet. */
  record AwaitingAttempt(String stepId, int nextAttempt, Instant dueAt, ErrorInfo lastError)
      implements Reason {}

  /** It is due, and its function is paused. */
  record Paused(String functionId, Instant since) implements Reason {}

  /** It is due, and no living worker knows its function. */
  record NoWorker(String functionId) implements Reason {}

  /**
   * It is due, and those who know its function have not come to it yet.
   *
   * @param workers how many living workers know its function
   */
  record Queued(Instant since, int workers) implements Reason {}

  /** It is to start, or to go on, at a time. */
  record Scheduled(Instant at) implements Reason {}

  /** It has ended. */
  record Ended(RunStatus status, @Nullable Instant at) implements Reason {}
}
