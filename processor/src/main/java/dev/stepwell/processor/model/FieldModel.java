package dev.stepwell.processor.model;

import org.jspecify.annotations.Nullable;

/**
 * A field of an event, or a parameter.
 *
 * @param name its name
 * @param type its type
 * @param nullable whether it may be null
 * @param schema the JSON schema of its values
 * @param jsonFault why JSON cannot carry its values; null if it can
 * @param address where it stands
 */
public record FieldModel(
    String name,
    TypeModel type,
    boolean nullable,
    String schema,
    @Nullable String jsonFault,
    Address address) {
  /** Whether the other is the same field: of that name and type, and nullable or not alike. */
  public boolean sameAs(FieldModel other) {
    return name.equals(other.name) && type.equals(other.type) && nullable == other.nullable;
  }
}
