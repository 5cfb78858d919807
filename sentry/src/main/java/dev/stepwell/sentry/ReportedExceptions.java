package dev.stepwell.sentry;

import dev.stepwell.runtime.secrets.Redaction;
import io.sentry.SentryOptions;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentryStackFrame;
import io.sentry.protocol.SentryStackTrace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exception and its causes as Sentry takes them, without secrets in the messages. The SDK would take the messages as they are. */
final class ReportedExceptions {
  private static final int MAX_CAUSES = 20;

  private ReportedExceptions() {}

  /** The innermost cause first, as Sentry expects. */
  static List<SentryException> of(Throwable thrown, Redaction redaction, SentryOptions options) {
    Deque<SentryException> chain = new ArrayDeque<>();
    @Nullable Throwable cause = thrown;
    while (cause != null && chain.size() < MAX_CAUSES) {
      chain.addFirst(exception(cause, redaction, options));
      cause = cause.getCause();
    }
    return new ArrayList<>(chain);
  }

  private static SentryException exception(
      Throwable thrown, Redaction redaction, SentryOptions options) {
    SentryException exception = new SentryException();
    String module = thrown.getClass().getPackageName();
    String name = thrown.getClass().getName();
    exception.setModule(module.isEmpty() ? null : module);
    exception.setType(module.isEmpty() ? name : name.substring(module.length() + 1));
    exception.setValue(redaction.of(thrown.getMessage()));
    exception.setStacktrace(stackTrace(thrown, options));
    return exception;
  }

  /** The outermost frame first, as Sentry expects. */
  private static SentryStackTrace stackTrace(Throwable thrown, SentryOptions options) {
    List<SentryStackFrame> frames = new ArrayList<>();
    for (StackTraceElement element : thrown.getStackTrace()) {
      frames.add(frame(element, options));
    }
    Collections.reverse(frames);
    return new SentryStackTrace(frames);
  }

  private static SentryStackFrame frame(StackTraceElement element, SentryOptions options) {
    SentryStackFrame frame = new SentryStackFrame();
    frame.setModule(element.getClassName());
    frame.setFunction(element.getMethodName());
    frame.setFilename(element.getFileName());
    frame.setNative(element.isNativeMethod());
    if (element.getLineNumber() >= 0) {
      frame.setLineno(element.getLineNumber());
    }
    frame.setInApp(isInApp(element.getClassName(), options));
    return frame;
  }

  private static boolean isInApp(String name, SentryOptions options) {
    return options.getInAppIncludes().stream().anyMatch(name::startsWith)
        || (options.getInAppIncludes().isEmpty()
            && options.getInAppExcludes().stream().noneMatch(name::startsWith)
            && !name.startsWith("dev.stepwell.runtime.")
            && !name.startsWith("java."));
  }
}
