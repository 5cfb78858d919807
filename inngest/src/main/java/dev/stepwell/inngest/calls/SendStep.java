package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.inngest.events.EventApi;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.events.WireEvent;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.RetryPolicy;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Sends the events of a step, with ids that make repeated attempts harmless. */
final class SendStep {
  private final BoundFunction function;
  private final Json json;
  private final EventApi api;
  private final EventEncoding encoding;
  private final RandomGenerator random;

  SendStep(
      BoundFunction function,
      Json json,
      EventApi api,
      EventEncoding encoding,
      RandomGenerator random) {
    this.function = function;
    this.json = json;
    this.api = api;
    this.encoding = encoding;
    this.random = random;
  }

  /** The error of the send, and when to retry; {@code after} is null for never. */
  record Failed(ErrorInfo error, @Nullable Duration after) {}

  /** Sends; returns null if the server has accepted all events. */
  @Nullable
  Failed send(CallRequest call, List<Dispatch> dispatches) {
    List<WireEvent> events =
        dispatches.stream().map(Dispatch::event).map(this::wired).toList();
    try {
      api.send(events);
      return null;
    } catch (InvalidEventException e) {
      return new Failed(error(e), null);
    } catch (StoreException e) {
      Duration after = e.isPassing()
          ? RetryPolicy.DEFAULT
              .next(e, call.attempt() + 1, function.retries(), random)
              .orElse(null)
          : null;
      return new Failed(error(e), call.isLastAttempt() ? null : after);
    }
  }

  /** The event for the server, with digests of what is encoded in it. */
  WireEvent wired(StoredEvent event) {
    return encoding.wired(event.withData(opened(event.data())));
  }

  /**
   * What the server compares with this field of an event.
   *
   * @throws IllegalArgumentException if it cannot
   */
  EventEncoding.Compared comparison(String field, JsonNode value) {
    return encoding.comparison(field, value);
  }

  /** JSON text that this process has encoded. */
  String opened(String stored) {
    return json.opened(stored);
  }

  private static ErrorInfo error(RuntimeException e) {
    return new ErrorInfo(e.getClass().getName(), e.getMessage(), null, null, 0);
  }

  /** The step after this many attempts. */
  static StepRecord attempted(StepRecord step, int attempts) {
    return new StepRecord(
        step.id(),
        step.kind(),
        step.status(),
        attempts,
        step.input(),
        null,
        null,
        null,
        step.startedAt(),
        step.endedAt(),
        null);
  }
}
