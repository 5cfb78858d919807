package dev.stepwell.runtime.engine;

import dev.stepwell.StepFailedException;
import dev.stepwell.runtime.model.ErrorInfo;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Exceptions as they are stored. */
final class Errors {
  private static final int LONGEST_TEXT = 32 * 1024;

  private Errors() {}

  /** What a step's attempt or a flow threw; for a step's failure that a flow let through, the step's own error. */
  static ErrorInfo of(Throwable thrown) {
    if (thrown instanceof StepFailedException failed) {
      return new ErrorInfo(
          failed.errorType(),
          shortened(failed.errorMessage()),
          trace(thrown),
          failed.stepId(),
          failed.attempts());
    }
    return new ErrorInfo(
        thrown.getClass().getName(), shortened(thrown.getMessage()), trace(thrown), null, 0);
  }

  private static @Nullable String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return shortened(text.toString());
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null || text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT) + " …";
  }
}
