package dev.stepwell.runtime.codec;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a value cannot be encoded, or a stored one cannot be decoded here. No data is lost: it is readable once
 * the codec can decode it.
 */
public final class CodecException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
