package dev.stepwell.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a step, beside those of its function.
 *
 * @param stepId the step
 * @param concurrency the limits on what executes at the same time
 * @param throttle the limit on starts over time; null for none
 */
public record StepLimits(
    String stepId,
    List<ConcurrencyDefinition> concurrency,
    @Nullable ThrottleDefinition throttle) {
  /** Keeps a copy of the limits. */
  public StepLimits {
    concurrency = List.copyOf(concurrency);
  }
}
