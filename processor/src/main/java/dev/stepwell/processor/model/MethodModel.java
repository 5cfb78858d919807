package dev.stepwell.processor.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method as it is declared.
 *
 * @param name its name
 * @param modifiers its modifiers, as in source
 * @param generic whether it has type parameters
 * @param parameters its parameters
 * @param varargs whether the last one takes any number
 * @param thrown what it declares to throw that is no exception, in words; null if it is all exceptions
 * @param returns what it returns
 * @param resultSchema the JSON schema of what it returns, which is compared with that of other code
 * @param resultFault why JSON cannot carry what it returns; null if it can
 * @param resultSecrets the names of the secret fields in what it returns
 * @param address where it stands
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
