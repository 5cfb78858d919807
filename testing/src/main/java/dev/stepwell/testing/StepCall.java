package dev.stepwell.testing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a step that was replaced.
 *
 * @param <R> the type of the step's result
 */
public interface StepCall<R extends @Nullable Object> {
  /** The run. */
  UUID runId();

  /** The number of the attempt, from 1. */
  int attempt();

  /** Executes the step itself. */
  @Nullable
  R proceed() throws Exception;
}
