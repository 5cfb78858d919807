package dev.stepwell.spring;

import dev.stepwell.runtime.StepwellBuilder;

/**
 * Changes the builder of the application's {@code Stepwell}, after the properties were applied to it. Declare it as a bean; several are called
 * in their order.
 */
@FunctionalInterface
public interface StepwellCustomizer {
  /** Changes the builder. */
  void customize(StepwellBuilder builder);
}
