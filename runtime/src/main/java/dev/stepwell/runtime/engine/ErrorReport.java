package dev.stepwell.runtime.engine;

import dev.stepwell.StepFailedException;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.secrets.MaskedException;
import dev.stepwell.runtime.secrets.Redaction;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A user's exception, described once for the store and the log.
 *
 * <p>Methods of a user's exception may throw, return null, or never return. Describing it never throws; missing parts
 * are replaced by a note.
 *
 * @param thrown the exception
 * @param error its stored form
 * @param isWhole whether the description is complete, so that a logging framework can process the object itself
 */
record ErrorReport(Throwable thrown, ErrorInfo error, boolean isWhole) {
  /**
   * Describes the exception of an attempt or a flow; if the flow did not catch a step's failure, the step's own error.
   */
  static ErrorReport of(Throwable thrown) {
    TraceWriter trace = new TraceWriter();
    boolean printed = print(thrown, trace);
    ErrorInfo error;
    try {
      error = error(thrown, trace.text());
    } catch (Throwable refusal) {
      printed = false;
      error = new ErrorInfo(
          thrown.getClass().getName(), refused("the exception", refusal), trace.text(), null, 0);
    }
    return new ErrorReport(thrown, error, printed && trace.isWhole());
  }

  private static ErrorInfo error(Throwable thrown, String trace) {
    if (thrown instanceof StepFailedException failed) {
      return new ErrorInfo(
          Objects.requireNonNullElse(failed.errorType(), thrown.getClass().getName()),
          TraceWriter.storable(failed.errorMessage()),
          trace,
          failed.stepId(),
          failed.attempts());
    }
    return new ErrorInfo(
        thrown.getClass().getName(), TraceWriter.storable(thrown.getMessage()), trace, null, 0);
  }

  /** Prints the stack trace, as far as the exception and the limit permit. Returns whether the exception cooperated. */
  private static boolean print(Throwable thrown, TraceWriter to) {
    try {
      thrown.printStackTrace(new PrintWriter(to));
      if (!to.isEmpty()) {
        return true;
      }
      printFrames(thrown, to, "the exception prints no stack trace");
    } catch (TraceWriter.FullException full) {
      return true;
    } catch (Throwable refusal) {
      printFrames(thrown, to, refused("the stack trace", refusal));
    }
    return false;
  }

  private static void printFrames(Throwable thrown, TraceWriter to, String why) {
    try {
      to.line(thrown.getClass().getName() + " (" + why + ")");
      for (StackTraceElement frame : thrown.getStackTrace()) {
        to.line("\tat " + frame);
      }
    } catch (Throwable refusal) {
      // The frames fail as well, or there are too many: only the note above and the printed part
      // are known.
    }
  }

  private static String refused(String what, Throwable refusal) {
    return "Stepwell could not describe " + what + ": that threw "
        + refusal.getClass().getName();
  }

  /**
   * Logs a warning about the exception. If it quotes a secret, a masked copy is logged. A logging framework that fails with the object
   * itself is handed text.
   */
  void warn(Logger log, String what, Redaction redaction) {
    String trace = redaction.of(error.stackTrace());
    try {
      Throwable loggable = isWhole ? MaskedException.of(thrown, redaction) : null;
      // A stack trace that is printed in another way may quote what no message does.
      if (loggable != null && (loggable != thrown || Objects.equals(trace, error.stackTrace()))) {
        log.warn("{}", what, loggable);
        return;
      }
    } catch (Throwable refusal) {
      log.debug(
          "the exception itself could not be logged: {}", refusal.getClass().getName());
    }
    log.warn("{}: {}", what, trace);
  }

  /** The type and the message on one line. */
  @Override
  public String toString() {
    @Nullable String message = error.message();
    return message == null ? error.type() : error.type() + ": " + message;
  }
}
