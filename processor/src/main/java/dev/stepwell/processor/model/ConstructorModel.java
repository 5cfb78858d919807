package dev.stepwell.processor.model;

import java.util.List;
import java.util.Set;

/**
 * A constructor.
 *
 * @param modifiers its modifiers, as in source
 * @param annotations the annotations on it
 * @param variables its type parameters
 * @param parameters its parameters
 * @param varargs whether the last one takes any number
 * @param thrown what it declares to throw
 * @param address its place
 */
public record ConstructorModel(
    Set<String> modifiers,
    List<AnnotationModel> annotations,
    List<Variable> variables,
    List<FieldModel> parameters,
    boolean varargs,
    List<TypeModel> thrown,
    Address address) {
  /** Whether a subclass cannot call it. */
  public boolean isPrivate() {
    return modifiers.contains("private");
  }

  /** A type parameter with its bounds. */
  public record Variable(String name, List<TypeModel> bounds) {}
}
