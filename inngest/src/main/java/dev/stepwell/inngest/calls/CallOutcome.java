package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StepKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call has come to so far: operations for the server, or the end of the run. */
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

  CallOutcome(CallRequest call) {
    this.call = call;
  }

  /** Notes that a step is to be attempted; returns whether that is the one of which the call counts the attempts. */
  synchronized boolean attempts(String hash) {
    boolean first = !triedOne;
    triedOne = true;
    return first && (call.target() == null || hash.equals(call.target()));
  }

  /** Notes a step that the server is to ask for. */
  synchronized void plan(String id, StepKind kind) {
    if (call.target() == null) {
      found.add(StepOps.planned(id, kind));
      planned.add(id);
    }
  }

  /** Notes a sleep, a wait or an invocation, which the server does by itself. */
  synchronized void add(ObjectNode op) {
    if (call.target() == null) {
      found.add(op);
    }
  }

  /** Notes the result of the step that was attempted. */
  synchronized void completed(ObjectNode op) {
    attempted = op;
  }

  /** Notes the failure of the step that was attempted; {@code after} is null if it is final. */
  synchronized void failed(ObjectNode op, @Nullable Duration after) {
    attempted = op;
    failed = true;
    isFinal = after == null;
    retryAfter = after;
  }

  /**
   * Notes how the flow has ended.
   *
   * @return whether that counts: not if the call asked for one step, or if a step's result is to be stored before the run may fail
   */
  synchronized boolean ended(@Nullable String result, @Nullable ErrorInfo why) {
    if (stale || call.target() != null || (why != null && attempted != null)) {
      return false;
    }
    output = result;
    error = why;
    return true;
  }

  /** Notes that the server has given the run to another call. */
  synchronized void stop() {
    stale = true;
  }

  /** Whether the server has given the run to another call. */
  synchronized boolean isStale() {
    return stale;
  }

  /** The result of the step that was attempted, or its failure; null if none was. */
  synchronized @Nullable ObjectNode attempted() {
    return attempted;
  }

  /** What the server is to do now, in the order in which the flow came to it. */
  synchronized List<ObjectNode> found() {
    return List.copyOf(found);
  }

  /** The id of the step that was planned if nothing else was found; else null. */
  synchronized @Nullable String onlyPlanned() {
    return planned.size() == 1 && found.size() == 1 ? planned.get(0) : null;
  }

  /** Whether the attempted step has failed. */
  synchronized boolean hasFailed() {
    return failed;
  }

  /** Whether the attempted step is not to be attempted again. */
  synchronized boolean isFinal() {
    return isFinal;
  }

  /** When the failed step is to be attempted again; null if never. */
  synchronized @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** What the function returned, as JSON text; null if it has not. */
  synchronized @Nullable String output() {
    return output;
  }

  /** Why the run has failed; null if it has not. */
  synchronized @Nullable ErrorInfo error() {
    return error;
  }
}
