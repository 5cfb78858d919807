package dev.stepwell.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.events.ServerApi;
import dev.stepwell.inngest.events.ServerException;

/** Loads the state of runs that is too large for a call. */
final class RunStates {
  private final ServerApi api;

  RunStates(ServerApi api) {
    this.api = api;
  }

  /**
   * The body of a call with all that it leaves to the API.
   *
   * @throws ServerException if the API does not give it
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
      throw new ServerException("the Inngest server gave no state of run " + runId, 0, null);
    }
    ObjectNode complete = call.deepCopy();
    complete.set("events", events);
    complete.set("event", events.get(0));
    complete.set("steps", steps);
    return complete;
  }
}
