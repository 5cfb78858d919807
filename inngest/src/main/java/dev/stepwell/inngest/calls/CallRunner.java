package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.events.EventApi;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.StepHash;
import dev.stepwell.inngest.wire.Ulid;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.RunExecution;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.MDC;

/** Executes call requests: each a part of a run, from the state in the call to the operations for the server. */
public final class CallRunner {
  /** The run's id on the server, for log lines in addition to its UUID. */
  private static final String RUN = "inngest.run";

  private static final String REQ_VERSION = "x-inngest-req-version";
  private static final int PARTIAL = 206;
  private static final int FINAL_ERROR = 400;
  private static final int ERROR = 500;
  private static final Duration MIN_DELAY = Duration.ofSeconds(1);
  private static final Duration MAX_DELAY = Duration.ofHours(24);

  private final String appId;
  private final CallEngine engine;
  private final EventApi events;
  private final Checkpointing checkpointing;

  /** Executes with this engine, for the application of this id. */
  public CallRunner(String appId, CallEngine engine, EventApi events, Checkpointing checkpointing) {
    this.appId = appId;
    this.engine = engine;
    this.events = events;
    this.checkpointing = checkpointing;
  }

  /** Executes a call of this function. */
  public EndpointReply run(CallRequest call, BoundFunction function) {
    CallOutcome outcome = execute(call, function);
    String only = outcome.onlyPlanned();
    if (only != null && !outcome.isStale() && !call.plansAll()) {
      CallOutcome executed = execute(call.targeting(StepHash.of(only)), function);
      outcome = executed.attempted() == null ? outcome : executed;
    }
    return reply(call, outcome).with(REQ_VERSION, Integer.toString(call.version()));
  }

  private CallOutcome execute(CallRequest call, BoundFunction function) {
    CallOutcome outcome = new CallOutcome(call, checkpointing.isCallPerStep());
    ClaimedRun run = claimed(call, function);
    SendStep sending =
        new SendStep(function, engine.json(), events, engine.time().random());
    CallJournal journal =
        new CallJournal(call, run, appId, outcome, sending, checkpointing.of(call));
    NoDatabase none = new NoDatabase();
    Engine own = engine.with(new Engine.Ports(journal, none, none, none));
    MemoizedSteps steps = new MemoizedSteps(call, outcome, engine.now());
    MDC.put(RUN, call.runId());
    try {
      new RunExecution(run, function, own, steps).execute().join();
    } finally {
      MDC.remove(RUN);
    }
    return outcome;
  }

  private ClaimedRun claimed(CallRequest call, BoundFunction function) {
    Instant now = engine.now();
    List<StoredEvent> events = StartingEvent.of(call, function.id(), now);
    StoredEvent first = events.get(0);
    ClaimedRun run = new ClaimedRun(
        Ulid.toUuid(call.runId()),
        function.id(),
        first,
        TimeRange.clamp(first.time()),
        now,
        call.steps().isEmpty() && !call.isRetry(),
        List.of());
    return events.size() == 1 ? run : run.withGathered(events);
  }

  private static EndpointReply reply(CallRequest call, CallOutcome outcome) {
    ObjectNode attempted = outcome.attempted();
    if (attempted != null) {
      return attempted(attempted, outcome);
    }
    if (outcome.isStale()) {
      return EndpointReply.problem(
          ERROR,
          "StaleCall",
          "the server has given run " + call.runId() + " to another call, so this one stopped",
          false);
    }
    if (call.target() != null) {
      return EndpointReply.problem(
          ERROR,
          "StepNotFound",
          "the step " + call.target() + " of run " + call.runId()
              + " was not found: the flow did not reach it",
          false);
    }
    String output = outcome.output();
    ErrorInfo error = outcome.error();
    if (output != null) {
      return completed(WireJson.toWire(output));
    } else if (error != null) {
      return EndpointReply.of(FINAL_ERROR, WireErrors.ofRun(error)).retried(false);
    } else if (outcome.found().isEmpty()) {
      return EndpointReply.problem(
          ERROR,
          "NoOutcome",
          "run " + call.runId() + " has no outcome; see the application's log",
          false);
    }
    return EndpointReply.of(PARTIAL, array(outcome.found()));
  }

  /** A server would take a text that is itself a JSON object for that object, unless it is the data of an operation. */
  private static EndpointReply completed(JsonNode result) {
    String text = result.isTextual() ? result.textValue() : "";
    return text.startsWith("{") && text.endsWith("}")
        ? EndpointReply.of(PARTIAL, array(List.of(StepOps.runComplete(result))))
        : EndpointReply.of(200, result);
  }

  private static EndpointReply attempted(ObjectNode op, CallOutcome outcome) {
    ArrayNode ops = array(List.of(op));
    if (outcome.output() != null) {
      ops.add(StepOps.runComplete(WireJson.toWire(outcome.output())));
    }
    EndpointReply reply = EndpointReply.of(PARTIAL, ops);
    if (!outcome.hasFailed()) {
      return reply;
    }
    Duration after = outcome.retryAfter();
    return after == null
        ? reply.retried(false)
        : reply.retried(true).with("retry-after", Long.toString(seconds(after)));
  }

  /** Whole seconds, within the range of a server. */
  private static long seconds(Duration delay) {
    Duration bounded = delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay;
    Duration atLeast = bounded.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : bounded;
    return atLeast.plusNanos(999_999_999).toSeconds();
  }

  private static ArrayNode array(List<ObjectNode> ops) {
    ArrayNode array = WireJson.array();
    ops.forEach(array::add);
    return array;
  }
}
