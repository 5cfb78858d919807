package dev.stepwell;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events of one name are meant: those whose fields equal the given values. Made by the {@code where()} of a typed event.
 *
 * @param <E> the record that carries the event's payload
 */
public interface EventMatch<E extends Record> {
  /** The event's name. */
  String event();

  /** The class of the record that carries the event's payload. */
  Class<E> type();

  /** The demanded values by field name, never null as a map; empty means any event of that name. */
  Map<String, @Nullable Object> fields();
}
