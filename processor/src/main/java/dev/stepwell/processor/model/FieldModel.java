package dev.stepwell.processor.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A field of an event, or a parameter.
 *
 * @param name its name
 * @param type its type
 * @param annotations the annotations on it
 * @param typeAnnotations the annotations on its type
 * @param json its JSON, if it is a field of an event
 * @param nullable whether it may be null
 * @param schema the JSON schema that validates its values
 * @param storedSchema the most detailed JSON schema of its values, for comparison with other code
 * @param eventFault why an event cannot carry its values; null if it can
 * @param live whether its values live only in this process and are not data
 * @param secrets the names of the secret fields in its values, including its own if it is secret
 * @param shape the shape of its values in conditions
 * @param address its place
 */
public record FieldModel(
    String name,
    TypeModel type,
    List<AnnotationModel> annotations,
    List<AnnotationModel> typeAnnotations,
    FieldJson json,
    boolean nullable,
    String schema,
    String storedSchema,
    @Nullable String eventFault,
    boolean live,
    Set<String> secrets,
    ShapeModel shape,
    Address address) {
  /** Whether its values are secret. */
  public boolean isSecret() {
    return annotations.stream().anyMatch(AnnotationModel::isSecret);
  }

  /** Whether the other is the same field: of that name and type, nullable or not alike, and the same in JSON. */
  public boolean sameAs(FieldModel other) {
    return name.equals(other.name)
        && type.equals(other.type)
        && nullable == other.nullable
        && json.name().equals(other.json.name())
        && schema.equals(other.schema);
  }

  /** The same under its name in JSON, like a component of a record without annotations. */
  public FieldModel asInJson() {
    return named(json.name());
  }

  /** The same under another name, as a field of an event that was not written by hand. */
  public FieldModel named(String as) {
    Set<String> renamed = new TreeSet<>(secrets);
    if (isSecret()) {
      renamed.removeAll(json.names());
      renamed.add(as);
    }
    return new FieldModel(
        as,
        type,
        annotations,
        typeAnnotations,
        new FieldJson(as, List.of(), json.required(), json.bare()),
        nullable,
        schema,
        storedSchema,
        eventFault,
        live,
        renamed,
        shape,
        address);
  }
}
