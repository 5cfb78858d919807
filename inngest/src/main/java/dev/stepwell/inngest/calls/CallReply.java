package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.model.ErrorInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The response to a call, from its outcome. */
final class CallReply {
  /** The maximum number of bytes of a response that a server reads; it fails the attempt of a longer one. */
  static final int MAX_RESPONSE = 8 * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(CallReply.class);
  private static final int PARTIAL = 206;
  private static final int FINAL_ERROR = 400;
  private static final int ERROR = 500;
  private static final Duration MIN_DELAY = Duration.ofSeconds(1);
  private static final Duration MAX_DELAY = Duration.ofHours(24);

  private CallReply() {}

  /** The response to this call. */
  static EndpointReply of(CallRequest call, CallOutcome outcome) {
    ObjectNode attempted = outcome.attempted();
    if (attempted != null) {
      return attempted(attempted, outcome);
    }
    if (outcome.isStale()) {
      return EndpointReply.problem(
          ERROR,
          "StaleCall",
          "the server has assigned run " + call.runId() + " to another call, so this one stopped",
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
      return completed(call, WireJson.toWire(output));
    } else if (error != null) {
      return failed(error, outcome.retryAfter());
    } else if (outcome.found().isEmpty()) {
      return EndpointReply.problem(
          ERROR,
          "NoOutcome",
          "run " + call.runId() + " has no outcome; see the application's log",
          false);
    }
    return EndpointReply.of(PARTIAL, array(outcome.found()));
  }

  private static EndpointReply failed(ErrorInfo error, @Nullable Duration after) {
    return after == null
        ? EndpointReply.of(FINAL_ERROR, WireErrors.ofRun(error)).retried(false)
        : retried(EndpointReply.of(ERROR, WireErrors.ofAttempt(error)), after);
  }

  /** A server would take a text that is itself a JSON object for that object, unless it is the data of an operation. */
  private static EndpointReply completed(CallRequest call, JsonNode result) {
    String text = result.isTextual() ? result.textValue() : "";
    EndpointReply reply = text.startsWith("{") && text.endsWith("}")
        ? EndpointReply.of(PARTIAL, array(List.of(StepOps.runComplete(result))))
        : EndpointReply.of(200, result);
    int size = reply.body().length;
    return size > MAX_RESPONSE ? tooLong(call, size) : reply;
  }

  private static EndpointReply tooLong(CallRequest call, int size) {
    String message = "the result of function " + call.functionId() + " is " + size
        + " bytes of JSON, but an Inngest server accepts at most " + MAX_RESPONSE
        + ": keep the data elsewhere and return its address";
    log.error("Run {} fails: {}", call.runId(), message);
    return EndpointReply.problem(FINAL_ERROR, "dev.stepwell.inngest.OutputTooLarge", message, true);
  }

  /** The outcome of a step by itself: a server shows the operations as the result of a run that ends beside a step. */
  private static EndpointReply attempted(ObjectNode op, CallOutcome outcome) {
    EndpointReply reply = EndpointReply.of(PARTIAL, array(List.of(op)));
    if (!outcome.hasFailed()) {
      return reply;
    }
    Duration after = outcome.retryAfter();
    return after == null ? reply.retried(false) : retried(reply, after);
  }

  private static EndpointReply retried(EndpointReply reply, Duration after) {
    return reply.retried(true).with("retry-after", Long.toString(seconds(after)));
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
