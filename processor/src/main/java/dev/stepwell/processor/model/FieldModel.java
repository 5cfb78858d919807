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
 * @param nullable whether it may be null
 * @param schema the JSON schema that its values are held against
 * @param storedSchema the JSON schema that tells most of its values, and is compared with that of other code
 * @param eventFault why an event cannot carry its values; null if it can
 * @param live whether its values live in this process only, and are no data
 * @param secrets the names of the secret fields in its values, its own among them if it is one
 * @param shape what conditions see of its values
 * @param address where it stands
 */
public record FieldModel(
    String name,
    TypeModel type,
    List<AnnotationModel> annotations,
    List<AnnotationModel> typeAnnotations,
    boolean nullable,
    String schema,
    String storedSchema,
    @Nullable String eventFault,
    boolean live,
    Set<String> secrets,
    ShapeModel shape,
    Address address) {
  /** Whether its values are not for showing. */
  public boolean isSecret() {
    return annotations.stream().anyMatch(AnnotationModel::isSecret);
  }

  /** Whether the other is the same field: of that name and type, and nullable or not alike. */
  public boolean sameAs(FieldModel other) {
    return name.equals(other.name) && type.equals(other.type) && nullable == other.nullable;
  }

  /** The same under another name, as a field of an event that was not written by hand. */
  public FieldModel named(String as) {
    Set<String> renamed = new TreeSet<>(secrets);
    if (isSecret()) {
      renamed.remove(name);
      renamed.add(as);
    }
    return new FieldModel(
        as,
        type,
        annotations,
        typeAnnotations,
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
