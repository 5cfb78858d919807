package dev.stepwell.runtime.model;

import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.FunctionDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a function, so that any process can send to it.
 *
 * @param id the function's id
 * @param events the names of the events that start it
 * @param condition what must hold of such an event for it to start a run; null for nothing
 * @param idempotencyKey the fields that make an event the same order to it; empty for none
 * @param cancelOn what cancels its runs
 * @param onFailure whether a failed run starts its failure function
 * @param replaces the ids of functions that start no more runs, now that this one is there
 * @param replacedBy the id of the function in whose favour this one starts no more runs; null if it starts some
 * @param pausedAt since when its runs neither start nor go on; null unless it is paused
 * @param description what people want to know of it; {@link FunctionDescription#NONE} where events are only matched
 * @param idempotencyPeriod how long after the creation of a run its key keeps other runs from being created
 * @param flowControl how its runs are limited, delayed, put together and ordered
 */
public record StoredFunction(
    String id,
    List<String> events,
    @Nullable String condition,
    List<String> idempotencyKey,
    List<CancelOn> cancelOn,
    boolean onFailure,
    List<String> replaces,
    @Nullable String replacedBy,
    @Nullable Instant pausedAt,
    FunctionDescription description,
    Duration idempotencyPeriod,
    FlowControl flowControl) {
  /** A function without flow control, whose keys last for the usual time. */
  public StoredFunction(
      String id,
      List<String> events,
      @Nullable String condition,
      List<String> idempotencyKey,
      List<CancelOn> cancelOn,
      boolean onFailure,
      List<String> replaces,
      @Nullable String replacedBy,
      @Nullable Instant pausedAt,
      FunctionDescription description) {
    this(
        id,
        events,
        condition,
        idempotencyKey,
        cancelOn,
        onFailure,
        replaces,
        replacedBy,
        pausedAt,
        description,
        FunctionDefinition.IDEMPOTENCY_PERIOD,
        FlowControl.NONE);
  }

  /** What the id of a failure function ends with, after the id of the function whose failures it handles. */
  public static final String ON_FAILURE = ":on-failure";

  /** What the id of a function is given in the id of its cancellation function, which the event of a cancelled run starts. */
  public static final String ON_CANCEL = ":on-cancel";

  /** The id of the function that handles this function's failures. */
  public String failureFunctionId() {
    return id + ON_FAILURE;
  }

  /** Whether its runs neither start nor go on. */
  public boolean isPaused() {
    return pausedAt != null;
  }

  /** The same, paused since then; not paused if that is null. */
  public StoredFunction pausedAt(@Nullable Instant since) {
    return new StoredFunction(
        id,
        events,
        condition,
        idempotencyKey,
        cancelOn,
        onFailure,
        replaces,
        replacedBy,
        since,
        description,
        idempotencyPeriod,
        flowControl);
  }

  /** The same, replaced by the function of this id; starting runs if that is null. */
  public StoredFunction replacedBy(@Nullable String other) {
    return new StoredFunction(
        id,
        events,
        condition,
        idempotencyKey,
        cancelOn,
        onFailure,
        replaces,
        other,
        pausedAt,
        description,
        idempotencyPeriod,
        flowControl);
  }

  /** The same, for those who only match events. */
  public StoredFunction undescribed() {
    return described(FunctionDescription.NONE);
  }

  /** The same, with this description. */
  public StoredFunction described(FunctionDescription as) {
    return new StoredFunction(
        id,
        events,
        condition,
        idempotencyKey,
        cancelOn,
        onFailure,
        replaces,
        replacedBy,
        pausedAt,
        as,
        idempotencyPeriod,
        flowControl);
  }

  /** The same with this flow control. */
  public StoredFunction controlled(Duration keysLast, FlowControl by) {
    return new StoredFunction(
        id,
        events,
        condition,
        idempotencyKey,
        cancelOn,
        onFailure,
        replaces,
        replacedBy,
        pausedAt,
        description,
        keysLast,
        by);
  }

  /**
   * A cancellation by event.
   *
   * @param event the name of the cancelling event
   * @param match the fields that must be equal; empty where there is a condition
   * @param condition what must hold of the run's event and of this one; null where there are fields
   */
  public record CancelOn(
      String event, List<String> match, @Nullable String condition) {}
}
