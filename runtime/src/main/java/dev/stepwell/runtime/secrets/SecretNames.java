package dev.stepwell.runtime.secrets;

import java.util.Set;

/**
 * The fields that are secret: those that the compiler found marked with {@code @Secret}, and those with names of secrets.
 *
 * @param marked the names that are marked anywhere
 */
public record SecretNames(Set<String> marked) {
  /** Copies the names. */
  public SecretNames {
    marked = Set.copyOf(marked);
  }

  /** Whether a field of this name is secret, with all its content. */
  public boolean isSecret(String name) {
    return marked.contains(name) || SecretWords.areIn(name);
  }
}
