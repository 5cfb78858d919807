package dev.stepwell.inngest.events;

import dev.stepwell.runtime.store.StoreException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown when the Inngest server rejects a request or is unreachable. */
public final class ServerException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * The message names the failed operation and the reason.
   *
   * @param status the HTTP status; 0 without a response
   */
  public ServerException(String message, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status; 0 without a response. */
  public int status() {
    return status;
  }

  @Override
  public boolean isPassing() {
    return status == 0 || status == 408 || status == 429 || status >= 500;
  }
}
