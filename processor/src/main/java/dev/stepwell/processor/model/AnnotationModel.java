package dev.stepwell.processor.model;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An annotation that generated code repeats.
 *
 * @param type its type
 * @param values its values by name, as source text with full names
 */
public record AnnotationModel(TypeModel type, SortedMap<String, String> values) {
  /** Sorts the values. */
  public static AnnotationModel of(TypeModel type, Map<String, String> values) {
    return new AnnotationModel(type, new TreeMap<>(values));
  }

  /** Whether it marks a value as secret. */
  public boolean isSecret() {
    return type.equals(new TypeModel.Declared("dev.stepwell", List.of("Secret"), List.of()));
  }

  /** Whether it marks a value that a codec encrypts. */
  public boolean isEncrypted() {
    return type.equals(
        new TypeModel.Declared("dev.stepwell.encryption", List.of("Encrypted"), List.of()));
  }

  /** Whether it marks something as nullable. */
  public boolean isNullable() {
    return type instanceof TypeModel.Declared declared
        && declared.names().get(declared.names().size() - 1).equals("Nullable");
  }
}
