package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.contract.Identifiers;
import dev.stepwell.inngest.events.WireEvent;
import dev.stepwell.inngest.wire.StepHash;
import dev.stepwell.inngest.wire.WireDuration;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Operations: the messages about steps in a response to the server. */
final class StepOps {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private StepOps() {}

  /** A step that the server must request. */
  static ObjectNode planned(String id, StepKind kind) {
    return op("StepPlanned", id, opts(kind)).put("name", name(id, kind)).putNull("data");
  }

  /** A step with its result. */
  static ObjectNode completed(StepRecord step, JsonNode data) {
    ObjectNode op =
        op("StepRun", step.id(), opts(step.kind())).put("name", name(step.id(), step.kind()));
    op.set("data", data);
    return timed(op, step.startedAt(), step.endedAt());
  }

  /** A step with a failed attempt, final or not. */
  static ObjectNode failed(StepRecord step, ErrorInfo error, boolean isFinal) {
    ObjectNode op = op(isFinal ? "StepFailed" : "StepError", step.id(), opts(step.kind()))
        .put("name", name(step.id(), step.kind()));
    ObjectNode written = WireErrors.ofStep(error, step.attempts());
    op.set("error", written);
    if (isFinal) {
      op.set("data", written.deepCopy().put("stack", ""));
    } else {
      op.putNull("data");
    }
    return timed(op, step.startedAt(), step.endedAt());
  }

  /** A wait for a time. */
  static ObjectNode sleep(String id, Duration duration) {
    String text = WireDuration.text(duration);
    return op("Sleep", id, WireJson.object().put("duration", text))
        .put("name", text)
        .putNull("data");
  }

  /** A wait for an event; {@code condition} is null for any event of the name. */
  static ObjectNode waitForEvent(
      String id, String event, Duration timeout, @Nullable String condition) {
    ObjectNode opts =
        WireJson.object().put("event", event).put("timeout", WireDuration.text(timeout));
    if (condition != null) {
      opts.put("if", condition);
    }
    return op("WaitForEvent", id, opts).put("name", event).putNull("data");
  }

  /** A wait for another run. */
  static ObjectNode invoke(String id, String functionId, WireEvent event) {
    ObjectNode opts = WireJson.object().put("function_id", functionId);
    ObjectNode payload = opts.putObject("payload");
    payload.set("data", event.data());
    if (!event.headers().isEmpty()) {
      payload.set("user", event.user());
    }
    return op("InvokeFunction", id, opts).putNull("data");
  }

  /** The end of the run. */
  static ObjectNode runComplete(JsonNode data) {
    ObjectNode op = WireJson.object().put("op", "RunComplete").put("id", StepHash.of("complete"));
    op.set("data", data);
    return op;
  }

  private static String name(String id, StepKind kind) {
    return kind == StepKind.SEND ? "sendEvent" : id;
  }

  private static ObjectNode opts(StepKind kind) {
    ObjectNode opts = WireJson.object();
    return kind == StepKind.SEND ? opts.put("type", "step.sendEvent") : opts;
  }

  private static ObjectNode op(String op, String id, ObjectNode opts) {
    ObjectNode written =
        WireJson.object().put("op", op).put("id", StepHash.of(id)).put("displayName", id);
    if (!opts.isEmpty()) {
      written.set("opts", opts);
    }
    written.set("userland", userland(id));
    return written;
  }

  /** The id in the code, and the number of the repetition. */
  private static ObjectNode userland(String id) {
    if (Identifiers.isNumbered(id)) {
      String own = Identifiers.unnumbered(id);
      String number = id.substring(own.length() + 1);
      if (number.matches("\\d{1,9}")) {
        return WireJson.object().put("id", own).put("index", Integer.parseInt(number));
      }
    }
    return WireJson.object().put("id", id);
  }

  private static ObjectNode timed(ObjectNode op, Instant from, Instant to) {
    op.set(
        "timing",
        WireJson.object().put("a", nanos(from)).put("b", Math.max(0, nanos(to) - nanos(from))));
    return op;
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
  }
}
