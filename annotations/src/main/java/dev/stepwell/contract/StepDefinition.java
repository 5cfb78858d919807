package dev.stepwell.contract;

import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step as the compiler knows it.
 *
 * @param id the id under which outcomes are stored
 * @param resultType the exact generic type of the result; {@code Void.class} for none
 * @param retries how often it is tried again after the first attempt; −1 for what the function says
 * @param <R> the type of the result
 */
public record StepDefinition<R extends @Nullable Object>(String id, Type resultType, int retries) {
  /** Refuses a missing id or type. */
  public StepDefinition {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(resultType, "resultType");
  }

  /** A step with the function's number of retries. */
  public static <R extends @Nullable Object> StepDefinition<R> of(String id, Type resultType) {
    return new StepDefinition<>(id, resultType, -1);
  }

  /** This step with its own number of retries. */
  public StepDefinition<R> withRetries(int count) {
    return new StepDefinition<>(id, resultType, count);
  }
}
