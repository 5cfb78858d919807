package dev.stepwell.runtime.model;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that an event is to start.
 *
 * @param id its id, made by the sender
 * @param functionId the function to execute
 * @param cancelledBy what will cancel it
 * @param take whether the worker in the sender's process has room, and takes it at once
 * @param idempotencyKey what makes the event the same order to the function, as canonical JSON; null if nothing does
 * @param caller who waits for its end; null if nobody does
 */
public record NewRun(
    UUID id,
    String functionId,
    List<MatchKey> cancelledBy,
    boolean take,
    @Nullable String idempotencyKey,
    @Nullable Caller caller) {
  /** How long an idempotency key is taken after the run that took it was created. */
  public static final Duration IDEMPOTENCY_PERIOD = Duration.ofHours(24);

  /** The same, for any worker to claim. */
  NewRun leftToAny() {
    return new NewRun(id, functionId, cancelledBy, false, idempotencyKey, caller);
  }
}
