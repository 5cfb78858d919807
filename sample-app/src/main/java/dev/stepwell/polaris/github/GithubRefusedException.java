package dev.stepwell.polaris.github;

import dev.stepwell.NonRetriableException;
import java.io.Serial;

/** GitHub understood the request and will not do it, however often it is asked. */
public class GithubRefusedException extends NonRetriableException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final int status;

  GithubRefusedException(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  GithubRefusedException(String message, int status) {
    super(message);
    this.status = status;
  }

  /** The HTTP status: 401, 403, 404, 409 or 422, as a rule; 0 when no answer of GitHub was the reason. */
  public int status() {
    return status;
  }
}
