package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.ChangedCodeException;
import dev.stepwell.inngest.events.WireEvent;
import dev.stepwell.inngest.wire.StepHash;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.StoredSteps;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a run as contained in a call.
 *
 * <p>A step with code that is not stored is attempted now if the call requests it, or if it is the only possible next
 * one: the flow itself has reached it. Any other such step is planned, and its branch leaves. After an attempt, whose
 * outcome the server must store first, every branch leaves.
 */
final class MemoizedSteps implements StoredSteps {
  private final CallRequest call;
  private final CallOutcome outcome;
  private final Instant now;

  MemoizedSteps(CallRequest call, CallOutcome outcome, Instant now) {
    this.call = call;
    this.outcome = outcome;
    this.now = now;
  }

  @Override
  public @Nullable StepRecord find(String id, StepKind kind) {
    String hash = StepHash.of(id);
    JsonNode memo = call.steps().get(hash);
    if (memo != null && CallRequest.isStored(memo)) {
      return stored(id, kind, memo);
    }
    if (kind != StepKind.STEP && kind != StepKind.SEND) {
      return null;
    }
    if (outcome.attempted() != null) {
      return record(id, kind, StepStatus.RETRYING, 0, null, null, TimeRange.MAX);
    }
    if (!isDueNow(hash)) {
      outcome.plan(id, kind);
      return record(id, kind, StepStatus.RETRYING, 0, null, null, TimeRange.MAX);
    }
    int failed = outcome.attempts(hash) ? call.attempt() : 0;
    return failed == 0 ? null : record(id, kind, StepStatus.RETRYING, failed, null, null, null);
  }

  private boolean isDueNow(String hash) {
    return call.target() == null
        ? !call.plansAll() && !Engine.isInBranchHere()
        : hash.equals(call.target());
  }

  private StepRecord stored(String id, StepKind kind, JsonNode memo) {
    return switch (kind) {
      case SLEEP -> completed(id, kind, memo.isNull() || memo.path("data").isNull(), "null");
      case WAIT -> completed(id, kind, memo.isNull() || memo.has("name"), arrived(memo));
      case STEP, INVOKE, SEND -> ofCode(id, kind, memo);
    };
  }

  /** The event that ended a wait, as JSON text; null for none. */
  private static String arrived(JsonNode memo) {
    if (!(memo instanceof ObjectNode event)) {
      return WireJson.text(memo);
    }
    ObjectNode arrived = event.deepCopy();
    arrived.set("data", WireEvent.data(event));
    return WireJson.text(arrived);
  }

  private StepRecord ofCode(String id, StepKind kind, JsonNode memo) {
    JsonNode error = memo.get("error");
    if (error != null) {
      return record(
          id,
          kind,
          StepStatus.FAILED,
          WireErrors.attempts(error, call.maxAttempts()),
          null,
          WireErrors.read(error),
          null);
    }
    JsonNode data = memo.get("data");
    if (data != null && kind == StepKind.SEND && data.path("ids").isArray()) {
      data = data.get("ids");
    }
    return completed(id, kind, data != null, data == null ? "" : WireJson.fromWire(data));
  }

  private StepRecord completed(String id, StepKind kind, boolean fits, String result) {
    if (!fits) {
      throw new ChangedCodeException("step " + id + " of run " + call.runId()
          + " was stored by earlier code as a step of another kind, but is a " + kind.word()
          + " now: give the new one another id");
    }
    return record(id, kind, StepStatus.COMPLETED, 1, result, null, null);
  }

  private StepRecord record(
      String id,
      StepKind kind,
      StepStatus status,
      int attempts,
      @Nullable String result,
      @Nullable ErrorInfo error,
      @Nullable Instant dueAt) {
    return new StepRecord(id, kind, status, attempts, null, result, error, dueAt, now, now, null);
  }

  @Override
  public boolean contains(String id) {
    return call.steps().containsKey(StepHash.of(id));
  }

  /** None: the server does not send the ids. */
  @Override
  public Collection<StepRecord> all() {
    return List.of();
  }
}
