package dev.stepwell.runtime.middleware;

import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Code around sends, runs and step attempts. Each method calls {@code next}, at most once, and returns its outcome or another one.
 *
 * <p>The first added middleware is the outermost. It must be thread-safe. Its exceptions have the same effect as exceptions of the
 * code that it surrounds: a send throws them, an attempt fails with them and is retried, a run fails with them. It is called for each
 * attempt and each execution; stored outcomes do not pass through it again.
 */
public interface Middleware {
  /**
   * Around a send: by {@code EventSender}, {@code steps.send} and {@code steps.invoke}. The events are valid and not stored yet; {@code next}
   * stores them. Their data and headers may be replaced, and are validated again.
   *
   * @return the outcome of each event, in their order
   */
  default List<Sent> aroundSend(SendInfo send, Sending next) {
    return next.proceed(send.events());
  }

  /**
   * Around an execution of a run: the first one, and each after a wait, a delayed retry or a crash. {@code next} returns the result of
   * the flow, or throws the exception or error that fails the run. When the run parks or moves to another worker, an
   * {@link dev.stepwell.contract.UncatchableSuspension} passes through, which is no failure: let it pass. If JSON cannot carry the
   * result, {@code next} throws an exception.
   *
   * @return what becomes the run's output
   */
  default @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
    return next.proceed(run.event());
  }

  /**
   * Around the part of a run that one thread executes: the flow, and each branch of a parallel section or node of a
   * graph, which may have a thread of its own. Use it for thread-bound state, such as a security context or a locale. The thread of
   * the flow also executes branches, within its own call: restore the previous state afterwards.
   */
  default @Nullable Object aroundBranch(RunInfo run, Attempt next) throws Exception {
    return next.proceed();
  }

  /**
   * Around an attempt of a step. {@code next} returns the step's result as a replay reads it, or throws the exception or error that
   * fails the attempt: a {@link dev.stepwell.StepTimeoutException} after its timeout, and an exception if JSON cannot carry the result.
   * When the run is cancelled or moves to another worker, an {@link dev.stepwell.contract.UncatchableSuspension} passes through: let it
   * pass. The transaction of a transactional step is open, and commits afterwards, together with the result that this method returns:
   * if the commit fails, so does the attempt.
   *
   * @return the stored result of the step; it must have the step's type
   */
  default @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
    return next.proceed();
  }

  /** Stores events. */
  @FunctionalInterface
  interface Sending {
    /** Stores these events, which may differ from those of the {@link SendInfo} only in data and headers. */
    List<Sent> proceed(List<StoredEvent> events);
  }

  /** Executes a run. */
  @FunctionalInterface
  interface Execution {
    /** Executes the function with the data of this event. */
    @Nullable
    Object proceed(StoredEvent event) throws Exception;
  }

  /** Attempts a step, or executes a branch. */
  @FunctionalInterface
  interface Attempt {
    /** Calls the user's code. */
    @Nullable
    Object proceed() throws Exception;
  }
}
