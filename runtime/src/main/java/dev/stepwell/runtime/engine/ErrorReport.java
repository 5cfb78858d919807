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
 * An exception of the user's, described once, for the store and for the log.
 *
 * <p>An exception is a user's object: its methods may throw anything, return null, or never come to an end. Describing it never throws.
 * What it refuses to say is replaced by a note.
 *
 * @param thrown the exception
 * @param error what is stored of it
 * @param isWhole whether the exception could be described in full, so that a logging framework can be handed the object itself
 */
record ErrorReport(Throwable thrown, ErrorInfo error, boolean isWhole) {
  /** Describes what a step's attempt or a flow threw; for a step's failure that a flow let through, the step's own error. */
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

  /** Prints the stack trace, as far as the exception and the limit allow; says whether the exception cooperated. */
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
      // The frames are refused as well, or there are too many: the note above, and what was
      // printed, is all that is known.
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

  /** The type and the message, in one line. */
  @Override
  public String toString() {
    @Nullable String message = error.message();
    return message == null ? error.type() : error.type() + ": " + message;
  }
}
