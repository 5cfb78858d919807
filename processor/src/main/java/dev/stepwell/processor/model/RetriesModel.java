package dev.stepwell.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * How often and when steps are retried.
 *
 * @param count how often; −1 for the function's value
 * @param backoffs the backoff; none or one
 * @param countAddress the place of the count
 */
public record RetriesModel(int count, List<BackoffModel> backoffs, Address countAddress) {
  /** The backoff, if there is one. */
  public Optional<BackoffModel> backoff() {
    return backoffs.stream().findFirst();
  }
}
