package dev.stepwell.runtime.middleware;

import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Code around sends, runs and step attempts. Each method calls {@code next}, at most once, and returns its outcome or another one.
 *
 * <p>Middleware that was added first is the outermost. Any number of threads call it at once. What it throws has the effect of the code that it
 * surrounds: a send throws it, an attempt fails with it and is retried, a run fails with it. It is called for each attempt and each
 * execution; what is read from stored outcomes passes no middleware a second time.
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
   * Around an execution of a run: the first one, and each after a wait, a delayed retry or a crash. {@code next} returns the result of the
   * flow, or throws what fails the run. When the run parks or is taken away, an {@link Error} passes through, which no {@code catch
   * (Exception e)} sees: let it pass.
   *
   * @return what becomes the run's output
   */
  default @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
    return next.proceed(run.event());
  }

  /**
   * Around what one thread executes of a run: the flow, and each branch of a parallel section or node of a graph, which may have a thread of its
   * own. The place for what belongs to a thread, such as a security context or a locale.
   */
  default @Nullable Object aroundBranch(RunInfo run, Attempt next) throws Exception {
    return next.proceed();
  }

  /**
   * Around an attempt of a step. {@code next} returns the step's result, or throws what fails the attempt.
   *
   * @return what is stored as the step's result; it must be of the step's type
   */
  default @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
    return next.proceed();
  }

  /** Stores events. */
  @FunctionalInterface
  interface Sending {
    /** Stores these events, which differ from those of the {@link SendInfo} in data and headers only. */
    List<Sent> proceed(List<StoredEvent> events);
  }

  /** Executes a run. */
  @FunctionalInterface
  interface Execution {
    /** Executes for this event, whose data the function is called with. */
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
