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
 * What is done in place of steps. A step that is given by its definition is that one and no other of its id; the last word counts.
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

  /** Has the next {@code times} attempts fail, and then things as they are now. */
  void fail(StepDefinition<?> step, int times, Exception exception) {
    put(step, failing(byDefinition.get(step), times, exception));
  }

  /** Has the next {@code times} attempts fail, and then things as they are now. */
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

  /** Does what is done in place of the step now, or what it does itself. */
  <R extends @Nullable Object> @Nullable R call(StepDefinition<R> step, StepCall<R> call)
      throws Exception {
    Replacement<?> replacement = byDefinition.get(step);
    if (replacement == null) {
      replacement = byId.get(step.id());
    }
    return replacement == null ? call.proceed() : answer(replacement, call);
  }

  // The type of a step that is given by its id is not known.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <R extends @Nullable Object> @Nullable R answer(
      Replacement<?> replacement, StepCall<?> call) throws Exception {
    return ((Replacement<R>) replacement).answer((StepCall<R>) call);
  }

  /** An attempt that the engine makes now. */
  record Attempt<R extends @Nullable Object>(UUID runId, int attempt, Callable<? extends R> body)
      implements StepCall<R> {
    @Override
    public @Nullable R proceed() throws Exception {
      return body.call();
    }
  }
}
