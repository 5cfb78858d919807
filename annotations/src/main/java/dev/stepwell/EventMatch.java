package dev.stepwell;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A match for events of one name: those whose fields equal the given values. The {@code where()} of a typed event creates it.
 *
 * @param <E> the record that carries the event's payload
 */
public interface EventMatch<E extends Record> {
  /** The event's name. */
  String event();

  /** The class of the record that carries the event's payload. */
  Class<E> type();

  /** The required values by field name; an empty map matches any event of that name. */
  Map<String, @Nullable Object> fields();
}
