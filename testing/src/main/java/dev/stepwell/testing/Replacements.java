package dev.stepwell.testing;

import dev.stepwell.contract.StepDefinition;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The replacements of steps. One for a step definition applies to that step only, not to other steps with its id. The
 * latest replacement applies.
 */
final class Replacements {
  private final IdentityHashMap<StepDefinition<?>, Replacement<?>> byDefinition =
      new IdentityHashMap<>();
  private final Map<String, Replacement<?>> byId = new HashMap<>();

  void put(StepDefinition<?> step, Replacement<?> replacement) {
    byDefinition.put(step, replacement);
  }

  void put(String stepId, Replacement<?> replacement) {
    byId.put(stepId, replacement);
  }

  void remove(StepDefinition<?> step) {
    byDefinition.remove(step);
  }

  void remove(String stepId) {
    byId.remove(stepId);
  }

  /** Makes the next {@code times} attempts fail; later attempts use the current replacement. */
  void fail(StepDefinition<?> step, int times, Exception exception) {
    put(step, failing(byDefinition.get(step), times, exception));
  }

  /** Makes the next {@code times} attempts fail; later attempts use the current replacement. */
  void fail(String stepId, int times, Exception exception) {
    put(stepId, failing(byId.get(stepId), times, exception));
  }

  private static Replacement<?> failing(
      @Nullable Replacement<?> before, int times, Exception exception) {
    AtomicInteger left = new AtomicInteger(times);
    return call -> {
      if (left.getAndDecrement() > 0) {
        throw exception;
      }
      return before == null ? call.proceed() : answer(before, call);
    };
  }

  boolean isReplaced(StepDefinition<?> step) {
    return byDefinition.containsKey(step) || byId.containsKey(step.id());
  }

  /** Executes the current replacement of the step, or the step itself. */
  <R extends @Nullable Object> @Nullable R call(StepDefinition<R> step, StepCall<R> call)
      throws Exception {
    Replacement<?> replacement = byDefinition.get(step);
    if (replacement == null) {
      replacement = byId.get(step.id());
    }
    return replacement == null ? call.proceed() : answer(replacement, call);
  }

  // A step given by its id has an unknown type.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <R extends @Nullable Object> @Nullable R answer(
      Replacement<?> replacement, StepCall<?> call) throws Exception {
    return ((Replacement<R>) replacement).answer((StepCall<R>) call);
  }

  /** The current attempt of the engine. */
  record Attempt<R extends @Nullable Object>(UUID runId, int attempt, Callable<? extends R> body)
      implements StepCall<R> {
    @Override
    public @Nullable R proceed() throws Exception {
      return body.call();
    }
  }
}
