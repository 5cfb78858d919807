package dev.stepwell.inngest.events;

import dev.stepwell.runtime.store.StoreException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The Inngest server refused, or could not be reached. */
public final class ServerException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Says what was not done, and why.
   *
   * @param status the HTTP status; 0 if there was no answer
   */
  public ServerException(String message, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status; 0 if there was no answer. */
  public int status() {
    return status;
  }

  @Override
  public boolean isPassing() {
    return status == 0 || status == 408 || status == 429 || status >= 500;
  }
}
