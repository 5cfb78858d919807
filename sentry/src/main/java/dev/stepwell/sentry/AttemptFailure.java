package dev.stepwell.sentry;

import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.runtime.secrets.Redaction;
import io.sentry.Breadcrumb;
import io.sentry.SentryLevel;
import java.util.Date;

/**
 * An attempt that failed. It holds no arguments and no exception, because it is kept while the run is parked.
 *
 * @param stepId the step
 * @param attempt its number
 * @param maxAttempts the maximum number of attempts
 * @param error the beginning of what it threw, as text without secrets
 * @param at when, in milliseconds
 */
record AttemptFailure(String stepId, int attempt, int maxAttempts, String error, long at) {
  private static final int MAX_CHARACTERS = 500;

  /** The attempt, whose secrets are known best now. */
  static AttemptFailure of(StepInfo step, Throwable thrown) {
    return new AttemptFailure(
        step.stepId(),
        step.attempt(),
        step.maxAttempts(),
        shortened(step.redaction().in(text(thrown))),
        System.currentTimeMillis());
  }

  /** The exception of an application may fail to describe itself; the attempt has failed with that exception all the same. */
  private static String text(Throwable thrown) {
    try {
      return String.valueOf(thrown);
    } catch (RuntimeException | StackOverflowError e) {
      return thrown.getClass().getName();
    }
  }

  private static String shortened(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + " …";
  }

  @SuppressWarnings("JavaUtilDate") // the SDK takes no other
  Breadcrumb breadcrumb(Redaction redaction) {
    Breadcrumb crumb = new Breadcrumb(new Date(at));
    crumb.setCategory("stepwell.attempt");
    crumb.setLevel(SentryLevel.WARNING);
    crumb.setMessage("attempt " + attempt + " of " + maxAttempts + " of step " + stepId
        + " failed: " + redaction.in(error));
    crumb.setData("step", stepId);
    crumb.setData("attempt", attempt);
    return crumb;
  }
}
