package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.CronTick;
import dev.stepwell.contract.Identifiers;
import dev.stepwell.inngest.events.WireEvent;
import dev.stepwell.inngest.wire.Ulid;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.engine.SystemEvents;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StoredEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The event that started a run, in the form for the function: a server has its own form of ticks and failures. */
final class StartingEvent {
  /** The event of a schedule's tick. */
  private static final String TIMER = "inngest/scheduled.timer";

  /** The event that reports a failed run. */
  private static final String FAILED = "inngest/function.failed";

  private static final StoredJson STORED = new StoredJson(new Json());

  private final CallRequest call;
  private final Set<String> scheduled;
  private final Instant now;

  private StartingEvent(CallRequest call, Set<String> scheduled, Instant now) {
    this.call = call;
    this.scheduled = scheduled;
    this.now = now;
  }

  /**
   * The events, in the order of their arrival.
   *
   * @param scheduled the ids of the functions that schedules start
   */
  static List<StoredEvent> of(CallRequest call, Set<String> scheduled, Instant now) {
    StartingEvent starting = new StartingEvent(call, scheduled, now);
    return call.events().stream().map(starting::of).toList();
  }

  private StoredEvent of(JsonNode event) {
    String functionId = call.functionId();
    String name = event.path("name").asText("");
    String id = event.path("id").asText(call.runId());
    if (functionId.endsWith(Identifiers.ON_FAILURE) && name.equals(FAILED)) {
      JsonNode data = event.path("data");
      return new StoredEvent(
          id,
          SystemEvents.FAILED,
          failure(data, functionId),
          time(event),
          WireEvent.headers(data.path("event")));
    }
    if (name.equals(TIMER) || scheduled.contains(functionId)) {
      String tick = WireJson.text(tick(event, functionId));
      return new StoredEvent(id, CronTick.NAME, tick, time(event));
    }
    return new StoredEvent(
        id, name, WireJson.text(WireEvent.data(event)), time(event), WireEvent.headers(event));
  }

  private Instant time(JsonNode event) {
    long millis = event.path("ts").asLong(0);
    return millis == 0 ? now : Instant.ofEpochMilli(millis);
  }

  /** The id of the event contains the due time of the tick; a run that somebody started by hand is due at once. */
  private ObjectNode tick(JsonNode event, String functionId) {
    Instant due = time(event);
    for (String text : new String[] {
      event.path("data").path("scheduledAt").asText(""), event.path("id").asText("")
    }) {
      try {
        due = Instant.parse(text);
        break;
      } catch (DateTimeException e) {
        due = time(event);
      }
    }
    return WireJson.object().put("functionId", functionId).put("time", due.toString());
  }

  private String failure(JsonNode data, String failureFunctionId) {
    ErrorInfo error = WireErrors.read(data.path("error"));
    JsonNode raw = data.path("result");
    if (raw.path("stepId").isTextual()) {
      error = new ErrorInfo(
          error.type(),
          error.message(),
          error.stackTrace(),
          raw.path("stepId").asText(),
          raw.path("attempts").asInt(0));
    }
    String functionId = failureFunctionId.substring(
        0, failureFunctionId.length() - Identifiers.ON_FAILURE.length());
    ObjectNode written = WireJson.object()
        .put("functionId", functionId)
        .put("runId", Ulid.toUuid(data.path("run_id").asText("")).toString());
    written.set("error", WireJson.own(String.valueOf(STORED.encode(error))));
    written.set("event", startedBy(data.path("event"), functionId));
    if (data.path("events").size() > 1) {
      ArrayNode events = written.putArray("events");
      data.path("events").forEach(event -> events.add(startedBy(event, functionId)));
    }
    return WireJson.text(written);
  }

  private ObjectNode startedBy(JsonNode event, String functionId) {
    return WireJson.object()
        .put("id", event.path("id").asText(""))
        .put("name", event.path("name").asText(""))
        .set(
            "data",
            scheduled.contains(functionId) ? tick(event, functionId) : WireEvent.data(event));
  }
}
