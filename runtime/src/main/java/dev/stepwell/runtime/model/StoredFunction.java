package dev.stepwell.runtime.model;

import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.FunctionDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored data of a function, with which any process can send to it.
 *
 * @param id the function's id
 * @param events the names of the events that start it
 * @param condition the condition on such an event; null for none
 * @param idempotencyKey the fields that identify duplicates; empty for none
 * @param cancelOn its cancellations
 * @param onFailure whether a failed run starts its failure handler
 * @param replaces the ids of functions that this one replaces
 * @param replacedBy the id of the function that replaces this one, which then starts no more runs; null for none
 * @param pausedAt when it was paused; null if it is not
 * @param description its description for people; {@link FunctionDescription#NONE} if events are only matched
 * @param idempotencyPeriod how long after the creation of a run its key keeps other runs from being created
 * @param flowControl how its runs are limited, delayed, combined and ordered
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

  /** The suffix of a failure handler's id, after the id of the function whose failures it handles. */
  public static final String ON_FAILURE = ":on-failure";

  /** The suffix of a cancellation handler's id, after the id of the function whose cancellations it handles. */
  public static final String ON_CANCEL = ":on-cancel";

  /** The id of the function that handles this function's failures. */
  public String failureFunctionId() {
    return id + ON_FAILURE;
  }

  /** Whether it is paused. */
  public boolean isPaused() {
    return pausedAt != null;
  }

  /** The same, paused since this time; not paused if it is null. */
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

  /** The same, replaced by the function of this id; not replaced if it is null. */
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

  /** The same without the data that only execution needs. */
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
   * @param match the fields that must be equal; empty with a condition
   * @param condition the condition on the run's event and on this one; null with fields
   */
  public record CancelOn(
      String event, List<String> match, @Nullable String condition) {}
}
