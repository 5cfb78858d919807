package dev.stepwell.runtime.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * How Java values are written as JSON and read from it. The default is {@link JacksonMapping}; {@code stepwell-jackson3} has one for Jackson 3.
 *
 * <p>Names of fields must follow the annotations of Jackson ({@code com.fasterxml.jackson.annotation}), as the compiler reads them for schemas and
 * matches.
 */
public interface ValueMapping {
  /** How values of this type are written and read. It is called once per type. */
  Form form(Type type);

  /** How values of one type are written and read. Whatever classes of the application throw comes as a {@link JsonException}. */
  interface Form {
    /** The value as JSON text. */
    String write(@Nullable Object value);

    /** The value that this JSON text carries. Unknown fields are ignored. */
    @Nullable
    Object read(String json);

    /**
     * Why a payload that fits its schema cannot be read as this type, strictly: numbers are in range, and no primitive is null. Null if it
     * can.
     */
    @Nullable
    String misfit(String json);

    /** Whether reading what was written gives this very value, or an equal one that cannot be told from it. */
    default boolean isExact(@Nullable Object value) {
      return value == null;
    }
  }
}
