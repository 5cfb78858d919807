package dev.stepwell.polaris.api;

import dev.stepwell.NonRetriableException;
import java.io.Serial;

/** Thrown when the internal API permanently rejects a request: it is invalid, or its target does not exist. */
public final class RefusedException extends NonRetriableException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String detail;

  RefusedException(int status, String detail, String message) {
    super(message);
    this.status = status;
    this.detail = detail;
  }

  /**
   * The HTTP status: 400 for an invalid request, 401 for the key, 404 for a missing target, 413 for an oversized body.
   */
  public int status() {
    return status;
  }

  /** The cause, without the request. */
  public String detail() {
    return detail;
  }
}
