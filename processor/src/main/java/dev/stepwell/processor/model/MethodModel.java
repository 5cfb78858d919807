package dev.stepwell.processor.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method declaration.
 *
 * @param name its name
 * @param modifiers its modifiers, as in source
 * @param generic whether it has type parameters
 * @param parameters its parameters
 * @param varargs whether it has variable arguments
 * @param thrown a phrase for a declared throwable that is not an exception; null if there is none
 * @param returns its result type
 * @param resultSchema the JSON schema of its result, for comparison with other code
 * @param resultFault why JSON cannot carry its result; null if it can
 * @param resultSecrets the names of the secret fields in its result
 * @param address its place
 */
public record MethodModel(
    String name,
    Set<String> modifiers,
    boolean generic,
    List<FieldModel> parameters,
    boolean varargs,
    @Nullable String thrown,
    TypeModel returns,
    String resultSchema,
    @Nullable String resultFault,
    Set<String> resultSecrets,
    Address address) {
  /** Whether it returns nothing. */
  public boolean isVoid() {
    return returns.equals(TypeModel.Primitive.VOID);
  }
}
