package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StepKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The current outcome of a call: operations for the server, or the end of the run. */
final class CallOutcome {
  private final CallRequest call;
  private final List<ObjectNode> found = new ArrayList<>();
  private final List<String> planned = new ArrayList<>();
  private @Nullable ObjectNode attempted;
  private @Nullable Duration retryAfter;
  private boolean failed;
  private boolean isFinal;
  private boolean triedOne;
  private boolean stale;
  private @Nullable String output;
  private @Nullable ErrorInfo error;

  /** No outcome yet. */
  CallOutcome(CallRequest call) {
    this.call = call;
  }

  /** Registers an attempt of a step. Returns whether it is the step whose attempts the call counts. */
  synchronized boolean attempts(String hash) {
    boolean first = !triedOne;
    triedOne = true;
    return first && (call.target() == null || hash.equals(call.target()));
  }

  /** Registers a step that the server must request. */
  synchronized void plan(String id, StepKind kind) {
    if (call.target() == null) {
      found.add(StepOps.planned(id, kind));
      planned.add(id);
    }
  }

  /** Registers a sleep, a wait or an invocation, which the server executes itself. */
  synchronized void add(ObjectNode op) {
    if (call.target() == null) {
      found.add(op);
    }
  }

  /** Registers the result of the attempted step. */
  synchronized void completed(ObjectNode op) {
    attempted = op;
  }

  /** Registers the failure of the attempted step; {@code after} is null if it is final. */
  synchronized void failed(ObjectNode op, @Nullable Duration after) {
    attempted = op;
    failed = true;
    isFinal = after == null;
    retryAfter = after;
  }

  /**
   * Registers the end of the flow.
   *
   * @return whether that is the end of the run: not if the call requested one step, or if the outcome of a step must be stored first
   */
  synchronized boolean ended(@Nullable String result, @Nullable ErrorInfo why) {
    if (stale || attempted != null || call.target() != null) {
      return false;
    }
    output = result;
    error = why;
    return true;
  }

  /** Registers a failure of the flow, which the server retries. Returns whether that is the outcome: not of a flow that has left before. */
  synchronized boolean failedOnce(ErrorInfo why, Duration after) {
    boolean counts = found.isEmpty() && ended(null, why);
    retryAfter = counts ? after : retryAfter;
    return counts;
  }

  /** Registers that the server has assigned the run to another call. */
  synchronized void stop() {
    stale = true;
  }

  /** Whether the server has assigned the run to another call. */
  synchronized boolean isStale() {
    return stale;
  }

  /** The result or failure of the attempted step; null if none was attempted. */
  synchronized @Nullable ObjectNode attempted() {
    return attempted;
  }

  /** The operations for the server, in the order of the flow. */
  synchronized List<ObjectNode> found() {
    return List.copyOf(found);
  }

  /** The id of the planned step if there are no other operations; otherwise null. */
  synchronized @Nullable String onlyPlanned() {
    return planned.size() == 1 && found.size() == 1 ? planned.get(0) : null;
  }

  /** Whether the attempted step has failed. */
  synchronized boolean hasFailed() {
    return failed;
  }

  /** Whether the attempted step must not be retried. */
  synchronized boolean isFinal() {
    return isFinal;
  }

  /** The delay after which the failed step, or the failed flow, is retried; null if it is not. */
  synchronized @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The result of the function as JSON text; null if it has not returned. */
  synchronized @Nullable String output() {
    return output;
  }

  /** The error of the flow; null if it has not failed. */
  synchronized @Nullable ErrorInfo error() {
    return error;
  }
}
