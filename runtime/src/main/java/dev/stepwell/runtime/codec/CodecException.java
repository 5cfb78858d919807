package dev.stepwell.runtime.codec;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A value that is stored and cannot be decoded here, or cannot be encoded. Nothing is lost: it can be read once the codec can. */
public final class CodecException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
