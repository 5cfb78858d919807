package dev.stepwell.polaris.api;

import dev.stepwell.NonRetriableException;
import java.io.Serial;

/** The internal API will never serve this request: it is wrong, or asks for what is not there. */
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

  /** The HTTP status: 400 for what is wrong, 401 for the key, 404 for what is not there, 413 for too much. */
  public int status() {
    return status;
  }

  /** What is wrong, without the request that it was wrong in. */
  public String detail() {
    return detail;
  }
}
