package dev.stepwell.runtime.engine;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The MDC of a run's log lines: the run and its function, and within a step the step and the attempt. */
final class LogContext {
  static final String RUN = "stepwell.run";
  static final String FUNCTION = "stepwell.function";
  static final String STEP = "stepwell.step";
  static final String ATTEMPT = "stepwell.attempt";

  private final @Nullable String run;
  private final @Nullable String function;

  private LogContext(@Nullable String run, @Nullable String function) {
    this.run = run;
    this.function = function;
  }

  /** Puts the run into this thread's MDC. The result restores the previous content. */
  static LogContext enter(RunState state) {
    LogContext before = new LogContext(MDC.get(RUN), MDC.get(FUNCTION));
    put(state);
    return before;
  }

  private static void put(RunState state) {
    MDC.put(RUN, state.run().id().toString());
    MDC.put(FUNCTION, state.function().id());
  }

  void restore() {
    set(RUN, run);
    set(FUNCTION, function);
  }

  private static void set(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }

  static void beginAttempt(Attempt attempt) {
    MDC.put(STEP, attempt.stepId());
    MDC.put(ATTEMPT, Integer.toString(attempt.number()));
  }

  /** Also restores the run if the step has cleared the MDC. */
  static void endAttempt(RunState state) {
    MDC.remove(STEP);
    MDC.remove(ATTEMPT);
    if (MDC.get(RUN) == null) {
      put(state);
    }
  }
}
