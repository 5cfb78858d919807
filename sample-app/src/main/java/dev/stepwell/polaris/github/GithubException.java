package dev.stepwell.polaris.github;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown when GitHub is unreachable or fails: another attempt may succeed. */
public class GithubException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final int status;

  GithubException(String message, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status, usually 500 or above; 0 without a valid response. */
  public int status() {
    return status;
  }
}
