package dev.stepwell.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.events.ServerApi;
import dev.stepwell.inngest.events.ServerException;

/** Loads states of runs that are too large for a call. */
final class RunStates {
  private final ServerApi api;

  RunStates(ServerApi api) {
    this.api = api;
  }

  /**
   * The body of a call, completed with the parts that it leaves to the API.
   *
   * @throws ServerException if the API does not return them
   */
  JsonNode complete(JsonNode body) {
    boolean left = body.path("use_api").asBoolean(false)
        || body.path("ctx").path("use_api").asBoolean(false);
    if (!left || !(body instanceof ObjectNode call)) {
      return body;
    }
    String runId = body.path("ctx").path("run_id").asText("");
    JsonNode events = api.runState(runId, "batch");
    JsonNode steps = api.runState(runId, "actions");
    if (!events.isArray() || events.isEmpty() || !steps.isObject()) {
      throw new ServerException("the Inngest server returned no state for run " + runId, 0, null);
    }
    ObjectNode complete = call.deepCopy();
    complete.set("events", events);
    complete.set("event", events.get(0));
    complete.set("steps", steps);
    return complete;
  }
}
