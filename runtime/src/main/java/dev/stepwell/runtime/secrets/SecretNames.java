package dev.stepwell.runtime.secrets;

import java.util.Set;

/**
 * The fields that are secret: those that the compiler found marked with {@code @Secret}, and those whose names say so.
 *
 * @param marked the names that are marked anywhere
 */
public record SecretNames(Set<String> marked) {
  /** A copy of the names is kept. */
  public SecretNames {
    marked = Set.copyOf(marked);
  }

  /** Whether a field of this name is secret, with all that is in it. */
  public boolean isSecret(String name) {
    return marked.contains(name) || SecretWords.areIn(name);
  }
}
