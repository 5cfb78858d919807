package dev.stepwell.polaris.github;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A response with status 400 or above, thrown through github-api to {@link GitHubFailures}. */
final class RefusedAnswer extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable Duration retryAfter;

  RefusedAnswer(int status, String message, @Nullable Duration retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  int status() {
    return status;
  }

  /** The pause that GitHub demands, if any. */
  @Nullable
  Duration retryAfter() {
    return retryAfter;
  }
}
