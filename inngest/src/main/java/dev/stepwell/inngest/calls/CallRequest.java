package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request of a server to execute a part of a run.
 *
 * @param functionId the function, without the application's id
 * @param runId the server's id of the run
 * @param target the hash of the only step to execute; null to discover what comes next
 * @param attempt how often this step, or this discovery, has failed before
 * @param maxAttempts the maximum number of attempts of the server
 * @param events the events that started the run; only a batch has several
 * @param steps the stored steps of the run, by the hashes of their ids
 * @param dispatch the identification of this call for the API; null if the server does not support checkpoints
 * @param plansAll whether only requested steps may execute
 * @param version the requested version of execution
 */
public record CallRequest(
    String functionId,
    String runId,
    @Nullable String target,
    int attempt,
    int maxAttempts,
    List<JsonNode> events,
    Map<String, JsonNode> steps,
    @Nullable Dispatched dispatch,
    boolean plansAll,
    int version) {
  /** Copies the events. */
  public CallRequest {
    events = List.copyOf(events);
  }

  /** The version of execution that this endpoint prefers: one discovery after all parallel branches. */
  public static final int VERSION = 2;

  private static final int DEFAULT_MAX_ATTEMPTS = 4;
  private static final int MAX_ATTEMPT = 1_000;
  private static final Pattern RUN_ID = Pattern.compile("[\\w.:-]{1,128}");

  /**
   * The identification of a call in its checkpoints.
   *
   * @param functionUuid the server's id of the function
   * @param queueItemId the server's queue item
   * @param requestId the request
   * @param generationId the number of the dispatch of the item; 0 if unknown
   */
  public record Dispatched(
      String functionUuid, String queueItemId, String requestId, long generationId) {}

  /**
   * Parses the body of a call.
   *
   * @param stepId the parameter {@code stepId} of the request
   * @throws IllegalArgumentException if it lacks a required field
   */
  public static CallRequest of(String functionId, String stepId, JsonNode body) {
    JsonNode ctx = body.path("ctx");
    if (!RUN_ID.matcher(ctx.path("run_id").asText("")).matches()) {
      throw new IllegalArgumentException("the body has no valid ctx.run_id");
    }
    JsonNode version = body.path("version");
    require(
        version.isMissingNode() || (version.isInt() && version.intValue() <= VERSION),
        "version " + version + " of execution is unknown");
    Map<String, JsonNode> steps = steps(body.path("steps"));
    return new CallRequest(
        functionId,
        ctx.path("run_id").asText(),
        target(stepId, steps),
        Math.min(MAX_ATTEMPT, Math.max(0, ctx.path("attempt").asInt(0))),
        ctx.path("max_attempts").asInt(DEFAULT_MAX_ATTEMPTS),
        events(body),
        steps,
        dispatched(ctx),
        ctx.path("disable_immediate_execution").asBoolean(false),
        version.asInt(-1) < 0 ? VERSION : version.intValue());
  }

  /** The only step to execute. A server repeats a call whose outcome it has stored: what comes next is discovered then. */
  private static @Nullable String target(String stepId, Map<String, JsonNode> steps) {
    return stepId.equals("step") || stepId.isEmpty() || isStored(steps.get(stepId)) ? null : stepId;
  }

  /** Whether this is the outcome of a step, and not an input that somebody has given to a step that is to be executed. */
  static boolean isStored(@Nullable JsonNode memo) {
    return memo != null && !(memo.has("input") && !memo.has("data") && !memo.has("error"));
  }

  private static List<JsonNode> events(JsonNode body) {
    List<JsonNode> events = new ArrayList<>();
    if (isPresent(body.path("events"))) {
      require(body.path("events").isArray(), "events of the body is not an array");
      body.path("events").forEach(events::add);
    }
    JsonNode event = body.path("event");
    if (events.isEmpty()) {
      events.add(event);
    }
    require(
        event.isObject() && events.stream().allMatch(JsonNode::isObject), "the body has no event");
    return events;
  }

  private static boolean isPresent(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** The members of the object with the stored steps. Without it, steps that have completed would run again. */
  private static Map<String, JsonNode> steps(JsonNode steps) {
    require(steps.isObject() || !isPresent(steps), "steps of the body is not an object");
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

  /**
   * Whether this call repeats a failed attempt, so that its outcome is returned before the call continues with other
   * steps.
   */
  boolean isRetry() {
    return attempt > 0;
  }

  /** Whether the server makes no attempt after this one. */
  boolean isLastAttempt() {
    return attempt + 1 >= maxAttempts;
  }

  /** The call that executes only this step of the same run. */
  CallRequest targeting(String hash) {
    return new CallRequest(
        functionId, runId, hash, attempt, maxAttempts, events, steps, null, plansAll, version);
  }
}
