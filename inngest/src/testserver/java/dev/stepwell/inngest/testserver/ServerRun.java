package dev.stepwell.inngest.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.wire.WireJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of a run on the test server. */
public final class ServerRun {
  /** The id. */
  public final String id;

  final JsonNode function;
  final ObjectNode event;
  final Duration startedAt;
  /** The stored steps, by the hashes of their ids. */
  public final Map<String, JsonNode> steps = new LinkedHashMap<>();

  final Set<String> known = new HashSet<>();
  final Set<String> pending = new HashSet<>();
  final List<String> waits = new ArrayList<>();
  /** The events of a batch, or the one event. */
  final List<ObjectNode> events = new ArrayList<>();

  boolean plansAll;
  /** The version of execution. */
  public int version = -1;
  /** The number of calls. */
  public int calls;
  /** The status: Running, Completed, Failed or Cancelled. */
  public String status = "Running";
  /** The result, or the error. */
  public JsonNode result = WireJson.object();

  /** The run that waits for this one, and its step; null for none. */
  @Nullable
  ServerRun caller;

  String callerStep = "";

  ServerRun(String id, JsonNode function, ObjectNode event, Duration startedAt) {
    this.id = id;
    this.function = function;
    this.event = event;
    this.startedAt = startedAt;
    this.events.add(event);
  }

  /** The id of the function on the server. */
  public String functionId() {
    return function.path("id").asText();
  }

  /** The event that started it. */
  public JsonNode event() {
    return event;
  }

  boolean isRunning() {
    return status.equals("Running");
  }

  int maxAttempts() {
    return function.at("/steps/step/retries/attempts").asInt(4) + 1;
  }

  /** The body of a call, without the parts that only some servers send. */
  ObjectNode body(int attempt, boolean usesApi, boolean checkpoints) {
    ObjectNode body = WireJson.object().put("version", version).put("use_api", usesApi);
    ObjectNode ctx = body.putObject("ctx")
        .put("run_id", id)
        .put("attempt", attempt)
        .put("max_attempts", maxAttempts())
        .put("disable_immediate_execution", plansAll)
        .put("use_api", usesApi)
        .put("env", "")
        .put("step_id", "step");
    if (checkpoints) {
      ctx.put("fn_id", "067e5e07-ff80-503e-aef4-821c46eb1f70")
          .put("qi_id", "cWk=")
          .put("request_id", id)
          .put("generation_id", attempt + 1);
    }
    ArrayNode stack = ctx.putObject("stack").put("current", steps.size()).putArray("stack");
    steps.keySet().forEach(stack::add);
    body.set("event", usesApi ? WireJson.object() : event);
    body.putArray("events");
    if (!usesApi) {
      events.forEach(((ArrayNode) body.get("events"))::add);
    }
    body.set("steps", usesApi ? WireJson.object() : state());
    return body;
  }

  /** The stored steps. */
  ObjectNode state() {
    ObjectNode state = WireJson.object();
    steps.forEach(state::set);
    return state;
  }
}
