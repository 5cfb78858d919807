package dev.stepwell.runtime.model;

import java.util.List;

/**
 * What the store knows of a function, so that any process can send to it.
 *
 * @param id the function's id
 * @param events the names of the events that start it
 * @param idempotencyKey the fields that make an event the same order to it; empty for none
 * @param cancelOn what cancels its runs
 * @param onFailure whether a failed run starts its failure function
 */
public record StoredFunction(
    String id,
    List<String> events,
    List<String> idempotencyKey,
    List<CancelOn> cancelOn,
    boolean onFailure) {
  /** What the id of a failure function ends with, after the id of the function whose failures it handles. */
  public static final String ON_FAILURE = ":on-failure";

  /** The id of the function that handles this function's failures. */
  public String failureFunctionId() {
    return id + ON_FAILURE;
  }

  /**
   * A cancellation by event.
   *
   * @param event the name of the cancelling event
   * @param match the fields that must be equal
   */
  public record CancelOn(String event, List<String> match) {}
}
