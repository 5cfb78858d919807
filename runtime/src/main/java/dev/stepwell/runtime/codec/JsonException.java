package dev.stepwell.runtime.codec;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** JSON that cannot be written or read, said in a sentence. */
public final class JsonException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  JsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
