package dev.stepwell.contract;

import dev.stepwell.EventMatch;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The base of generated matches: an event, and the required fields, sorted by name. Two are equal if they match the same events.
 *
 * @param <E> the record that carries the event's payload
 */
public abstract class FieldMatch<E extends Record> implements EventMatch<E> {
  private final EventDefinition<E> event;
  private final Map<String, @Nullable Object> fields;

  /** Matches events by these fields, which must not change afterwards. */
  protected FieldMatch(EventDefinition<E> event, Map<String, @Nullable Object> fields) {
    this.event = event;
    this.fields = Collections.unmodifiableMap(fields);
  }

  @Override
  public final String event() {
    return event.name();
  }

  @Override
  public final Class<E> type() {
    return event.type();
  }

  @Override
  public final Map<String, @Nullable Object> fields() {
    return fields;
  }

  /** A copy of the fields with {@code name} set to {@code value}. */
  protected final Map<String, @Nullable Object> and(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new TreeMap<>(fields);
    more.put(name, value);
    return more;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof FieldMatch<?> match
        && match.event.equals(event)
        && match.fields.equals(fields);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(event, fields);
  }

  @Override
  public final String toString() {
    return event.name() + fields;
  }
}
