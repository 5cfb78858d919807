package dev.stepwell.processor.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a message points. Only the scanner, which made it, looks inside.
 *
 * @param element the element
 * @param annotation the annotation on it; null for the element itself
 * @param value the annotation's value; null for the annotation itself
 */
public record Address(
    Object element, @Nullable Object annotation, @Nullable Object value) {}
