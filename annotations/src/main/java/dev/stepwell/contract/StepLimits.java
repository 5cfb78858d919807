package dev.stepwell.contract;

import java.util.ArrayList;
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

  /** No limits of this step. */
  static StepLimits of(String stepId) {
    return new StepLimits(stepId, List.of(), null);
  }

  StepLimits with(ConcurrencyDefinition limit) {
    List<ConcurrencyDefinition> more = new ArrayList<>(concurrency);
    more.add(limit);
    return new StepLimits(stepId, more, throttle);
  }

  StepLimits with(ThrottleDefinition limit) {
    return new StepLimits(stepId, concurrency, limit);
  }
}
