package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.Serial;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Thrown when JSON cannot be written or read; the message is a sentence. */
public final class JsonException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  JsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The exception of a {@link ValueMapping} that cannot write a value of this type, for this reason. */
  public static JsonException unwritable(Type type, String reason, Throwable cause) {
    return new JsonException("JSON cannot carry this " + type.getTypeName() + ": " + reason, cause);
  }

  /** The exception of a {@link ValueMapping} that cannot read a value of this type, for this reason. */
  public static JsonException unreadable(Type type, String reason, Throwable cause) {
    return new JsonException("this JSON is not a " + type.getTypeName() + ": " + reason, cause);
  }

  static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? "an unknown place"
        : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }
}
