package dev.stepwell.runtime.codec;

import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Maps Java values to JSON and back. The default is {@link JacksonMapping}; {@code stepwell-jackson3} has one for Jackson 3.
 *
 * <p>Names of fields must follow the annotations of Jackson ({@code com.fasterxml.jackson.annotation}), as the compiler reads them for schemas and
 * matches.
 */
public interface ValueMapping {
  /** The maximum nesting of values of the application. */
  int MAX_DEPTH = 1_000;

  /** The maximum nesting of stored values: Stepwell adds levels around a payload, as in the event of a failed run. */
  int MAX_STORED_DEPTH = MAX_DEPTH + 10;

  /** The maximum number of digits: reading a number takes more than linear time. */
  int MAX_DIGITS = 10_000;

  /** The maximum length of the name of a field. */
  int MAX_NAME = 100_000;

  /** The mapping of values of this type. It is called once per type. */
  Form form(Type type);

  /** Maps the values of one type. Exceptions of the application's classes are wrapped in a {@link JsonException}. */
  interface Form {
    /** The value as JSON text. */
    String write(@Nullable Object value);

    /** Writes the value as JSON text, which is not in memory as a whole if the mapping can avoid it. */
    default void write(@Nullable Object value, Writer to) throws IOException {
      to.write(write(value));
    }

    /** The value in this JSON text. Unknown fields are ignored. */
    @Nullable
    Object read(String json);

    /**
     * Why a payload that fits its schema cannot be read as this type, strictly: numbers are in range, and no primitive is null. Null if it
     * can.
     */
    @Nullable
    String misfit(String json);

    /** Whether reading the written text gives exactly this value, or an indistinguishable one. */
    default boolean isExact(@Nullable Object value) {
      return value == null;
    }
  }
}
