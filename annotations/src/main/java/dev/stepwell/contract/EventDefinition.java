package dev.stepwell.contract;

import java.util.Objects;

/**
 * An event as the compiler knows it.
 *
 * @param name the event's name
 * @param type the record that carries its payload
 * @param schema the JSON schema (draft 2020-12) of the payload, as JSON text
 * @param <E> the record that carries its payload
 */
public record EventDefinition<E extends Record>(String name, Class<E> type, String schema) {
  /** Refuses missing parts. */
  public EventDefinition {
    Identifiers.checked("the event name", name);
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(schema, "schema");
  }
}
