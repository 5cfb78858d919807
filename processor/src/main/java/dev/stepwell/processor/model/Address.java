package dev.stepwell.processor.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a message points. Only the scanner or reader that made it looks inside.
 *
 * @param element the element; for a place in a body, that
 * @param annotation the annotation on it; null for the element itself
 * @param value the annotation's value; null for the annotation itself
 */
public record Address(
    Object element, @Nullable Object annotation, @Nullable Object value) {
  /** No place: the build as a whole. */
  public static final Address NOWHERE = new Address("the build", null, null);
}
