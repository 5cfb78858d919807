package dev.stepwell.inngest.calls;

import dev.stepwell.StepFailedException;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.codec.CodecException;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.RetryPolicy;
import dev.stepwell.runtime.model.InvalidEventException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The exception with which the flow of a call ended, if any.
 *
 * <p>A server retries a flow that fails like a step (ADR 112). A failed step that the flow does not catch, an invalid
 * event, and an exception that fails a step at once fail the run at once.
 */
final class FlowFailure {
  private final CallRequest call;
  private final BoundFunction function;
  private final RandomGenerator random;
  private @Nullable Throwable thrown;
  private @Nullable Duration retryAfter;

  FlowFailure(CallRequest call, BoundFunction function, RandomGenerator random) {
    this.call = call;
    this.function = function;
    this.random = random;
  }

  /**
   * The function of the call, whose exceptions are noted here. One after which the server retries does not fail the run: the
   * flow leaves, so that middleware and reports see the failure of the run only.
   */
  BoundFunction observed() {
    return function.calling((data, steps) -> {
      try {
        return function.call().run(data, steps);
      } catch (UncatchableSuspension left) {
        throw left;
      } catch (Throwable failure) {
        thrown = failure;
        retryAfter = delay(failure);
        if (retryAfter != null) {
          throw new UncatchableSuspension();
        }
        throw failure;
      }
    });
  }

  /** The exception; null if the flow has not thrown one. */
  @Nullable
  Throwable thrown() {
    return thrown;
  }

  /** The delay after which the server retries the flow; null if it must not. */
  @Nullable
  Duration retryAfter() {
    return retryAfter;
  }

  private @Nullable Duration delay(Throwable failure) {
    if (failure instanceof StepFailedException
        || failure instanceof InvalidEventException
        || failure instanceof CodecException
        || call.isLastAttempt()) {
      return null;
    }
    return RetryPolicy.DEFAULT
        .or(function.backoff())
        .next(failure, call.attempt() + 1, function.retries(), random)
        .orElse(null);
  }
}
