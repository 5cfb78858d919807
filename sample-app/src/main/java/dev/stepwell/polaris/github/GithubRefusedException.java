package dev.stepwell.polaris.github;

import dev.stepwell.NonRetriableException;
import java.io.Serial;

/** Thrown when GitHub understood a request and permanently rejects it. */
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

  /** The HTTP status, usually 401, 403, 404, 409 or 422; 0 if the cause is not a response of GitHub. */
  public int status() {
    return status;
  }
}
