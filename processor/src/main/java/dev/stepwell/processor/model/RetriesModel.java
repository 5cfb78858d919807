package dev.stepwell.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * How often and when steps are tried again.
 *
 * @param count how often; −1 for what the function says
 * @param backoffs how long they wait; none or one
 * @param countAddress where the count stands
 */
public record RetriesModel(int count, List<BackoffModel> backoffs, Address countAddress) {
  /** How long they wait, if it is said. */
  public Optional<BackoffModel> backoff() {
    return backoffs.stream().findFirst();
  }
}
