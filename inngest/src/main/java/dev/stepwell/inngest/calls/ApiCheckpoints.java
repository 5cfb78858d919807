package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.calls.CallRequest.Dispatched;
import dev.stepwell.inngest.events.ServerApi;
import dev.stepwell.inngest.events.ServerException;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores outcomes through the API of a server that supports checkpoints, so that one call executes several steps. */
public final class ApiCheckpoints implements Checkpointing {
  private static final Logger log = LoggerFactory.getLogger(ApiCheckpoints.class);

  /** How long a call stores outcomes and continues; then the server calls again. */
  private static final Duration MAX_RUNTIME = Duration.ofSeconds(10);

  private static final int LAST_SUCCESS = 299;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final ServerApi api;
  private final Clock clock;
  private volatile boolean unsupported;

  /** Stores through this API. */
  public ApiCheckpoints(ServerApi api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /** A call for one step, one with planned steps, and one that repeats an attempt return the outcome instead. */
  @Override
  public Checkpoints of(CallRequest call) {
    Dispatched dispatch = call.dispatch();
    if (unsupported
        || dispatch == null
        || call.target() != null
        || call.plansAll()
        || call.isRetry()) {
      return Checkpoints.NONE;
    }
    Instant startedAt = clock.now();
    return (stored, op) -> clock.now().isAfter(startedAt.plus(MAX_RUNTIME))
        ? Checkpoints.Stored.NO
        : store(stored, dispatch, startedAt, op);
  }

  private Checkpoints.Stored store(
      CallRequest call, Dispatched dispatch, Instant startedAt, ObjectNode op) {
    ObjectNode body = WireJson.object()
        .put("run_id", call.runId())
        .put("fn_id", dispatch.functionUuid())
        .put("qi_id", dispatch.queueItemId())
        .put("request_id", dispatch.requestId())
        .put("generation_id", dispatch.generationId())
        .put("request_started_at", startedAt.toEpochMilli())
        .put("ts", clock.now().toEpochMilli());
    body.putArray("steps").add(op);
    try {
      int status = api.checkpoint(call.runId(), body);
      if (status <= LAST_SUCCESS) {
        return Checkpoints.Stored.YES;
      }
      unsupported |= status == NOT_FOUND;
      log.debug("The server responded with {} to a checkpoint of run {}", status, call.runId());
      return status == CONFLICT ? Checkpoints.Stored.STALE : Checkpoints.Stored.NO;
    } catch (ServerException e) {
      log.warn(
          "A step of run {} is returned in the response, because it could not be stored: {}",
          call.runId(),
          e.getMessage());
      return Checkpoints.Stored.NO;
    }
  }
}
