package dev.stepwell.polaris.github;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** GitHub could not be reached or failed at its own end: another attempt may succeed. */
public class GithubException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final int status;

  GithubException(String message, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status, as a rule 500 or above; 0 when there was no answer, or none that makes sense. */
  public int status() {
    return status;
  }
}
