package dev.stepwell.runtime.engine;

import dev.stepwell.contract.StepDefinition;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.middleware.StepInfo;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Calls the middleware around parts of a run. Without middleware, it calls them directly and creates nothing. */
final class Around {
  private Around() {}

  /** A branch of the run. */
  @SuppressWarnings({"unchecked", "NullAway"}) // R determines whether it may be null
  static <R extends @Nullable Object> Callable<? extends R> branch(
      RunState state, Callable<? extends R> body) {
    MiddlewareChain all = state.engine().middleware();
    return all.isEmpty() ? body : () -> (R) all.branch(state.info(), body::call);
  }

  /** An attempt of a step of the run. */
  @SuppressWarnings({"unchecked", "NullAway"
  }) // a result of another type is refused when it is written
  static <R extends @Nullable Object> Callable<? extends R> step(
      RunState state,
      StepDefinition<R> step,
      Attempt attempt,
      @Nullable Object[] arguments,
      Callable<? extends R> body) {
    MiddlewareChain all = state.engine().middleware();
    if (all.isEmpty()) {
      return body;
    }
    StepInfo info = new StepInfo(
        state.info(),
        attempt.stepId(),
        attempt.number(),
        state.retries(step) + 1,
        Collections.unmodifiableList(Arrays.asList(arguments)),
        () -> {
          state.secrets().add(step, arguments);
          return state.secrets().redaction();
        });
    return () -> (R) all.step(info, body::call);
  }
}
