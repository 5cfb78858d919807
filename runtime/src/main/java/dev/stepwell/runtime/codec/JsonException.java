package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown when JSON cannot be written or read; the message is a sentence. */
public final class JsonException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** Thrown by a {@link ValueMapping}, with a sentence. */
  public JsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? "an unknown place"
        : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }
}
