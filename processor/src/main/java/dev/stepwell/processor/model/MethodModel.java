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
 * @param returns what it returns
 * @param resultFault why JSON cannot carry what it returns; null if it can
 * @param address where it stands
 */
public record MethodModel(
    String name,
    Set<String> modifiers,
    boolean generic,
    List<FieldModel> parameters,
    TypeModel returns,
    @Nullable String resultFault,
    Address address) {
  /** Whether it returns nothing. */
  public boolean isVoid() {
    return returns.equals(TypeModel.VOID);
  }
}
