package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.inngest.wire.WireJson;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of a server to run a part of a function.
 *
 * @param functionId the function, without the application's id
 * @param runId the run, as the server names it
 * @param target the hash of the only step to execute; null to look for what comes next
 * @param attempt how often this step, or this look, has failed before
 * @param maxAttempts how many attempts the server makes in all
 * @param event the event that started the run
 * @param steps what is stored of the run's steps, by the hashes of their ids
 * @param dispatch what the API is to be told of this call; null if the server does not take checkpoints
 * @param plansAll whether no step may be executed that was not asked for
 * @param version the version of execution that is to be answered
 */
public record CallRequest(
    String functionId,
    String runId,
    @Nullable String target,
    int attempt,
    int maxAttempts,
    JsonNode event,
    Map<String, JsonNode> steps,
    @Nullable Dispatched dispatch,
    boolean plansAll,
    int version) {
  /** The version of execution that this endpoint prefers: one look for what comes next after all parallel branches. */
  public static final int VERSION = 2;

  private static final int DEFAULT_MAX_ATTEMPTS = 4;

  /**
   * What a checkpoint tells of the call that it belongs to.
   *
   * @param functionUuid the function, as the server stores it
   * @param queueItemId the server's queue item
   * @param requestId the request
   * @param generationId which dispatch of the item it is; 0 if the server does not say
   */
  public record Dispatched(
      String functionUuid, String queueItemId, String requestId, long generationId) {}

  /**
   * The call that this body makes.
   *
   * @param stepId the parameter {@code stepId} of the request
   * @throws IllegalArgumentException if it lacks what a call needs
   */
  public static CallRequest of(String functionId, String stepId, JsonNode body) {
    JsonNode ctx = body.path("ctx");
    JsonNode event = body.path("event");
    if (!ctx.isObject() || !ctx.path("run_id").isTextual()) {
      throw new IllegalArgumentException("the body has no ctx.run_id");
    }
    if (!event.isObject()) {
      throw new IllegalArgumentException("the body has no event");
    }
    int version = body.path("version").asInt(-1);
    return new CallRequest(
        functionId,
        ctx.path("run_id").asText(),
        stepId.equals("step") || stepId.isEmpty() ? null : stepId,
        Math.max(0, ctx.path("attempt").asInt(0)),
        ctx.path("max_attempts").asInt(DEFAULT_MAX_ATTEMPTS),
        event,
        steps(body.path("steps")),
        dispatched(ctx),
        ctx.path("disable_immediate_execution").asBoolean(false),
        version < 0 ? VERSION : version);
  }

  /** The members of the object that holds what is stored of the steps. */
  private static Map<String, JsonNode> steps(JsonNode steps) {
    Map<String, JsonNode> byHash = new HashMap<>();
    steps.properties().forEach(entry -> byHash.put(entry.getKey(), entry.getValue()));
    return byHash;
  }

  private static @Nullable Dispatched dispatched(JsonNode ctx) {
    String functionUuid = ctx.path("fn_id").asText("");
    String queueItemId = ctx.path("qi_id").asText("");
    return functionUuid.isEmpty() || queueItemId.isEmpty()
        ? null
        : new Dispatched(
            functionUuid,
            queueItemId,
            ctx.path("request_id").asText(""),
            ctx.path("generation_id").asLong(0));
  }

  /** Whether this was a try that failed before, so that its outcome is to be answered before the call goes on to others. */
  boolean isRetry() {
    return attempt > 0;
  }

  /** Whether the server makes no attempt after this one. */
  boolean isLastAttempt() {
    return attempt + 1 >= maxAttempts;
  }

  /** The call that executes just this step of the same run. */
  CallRequest targeting(String hash) {
    return new CallRequest(
        functionId, runId, hash, attempt, maxAttempts, event, steps, null, plansAll, version);
  }

  /** The payload of the event, as JSON text; an empty object if there is none. */
  String data() {
    JsonNode data = event.path("data");
    return data.isObject() ? WireJson.text(data) : "{}";
  }
}
