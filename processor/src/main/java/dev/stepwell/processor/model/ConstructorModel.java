package dev.stepwell.processor.model;

import java.util.List;
import java.util.Set;

/**
 * A constructor.
 *
 * @param modifiers its modifiers, as in source
 * @param parameters its parameters
 * @param varargs whether the last one takes any number
 * @param thrown what it declares to throw
 */
public record ConstructorModel(
    Set<String> modifiers, List<FieldModel> parameters, boolean varargs, List<TypeModel> thrown) {}
