package dev.stepwell.processor.model;

import java.util.regex.Pattern;

/** The names that indicate a secret for certain; at run time more names are redacted. */
public final class SecretHints {
  private static final Pattern CERTAIN = Pattern.compile(
      "(?i)token|.*(password|passwd|passphrase|secret|credentials?|(api|access|private|signing)_?key"
          + "|(access|api|auth|bearer|refresh|session)_?token)");

  private SecretHints() {}

  /** Whether a variable or field of this name holds a secret. */
  public static boolean areIn(String name) {
    return CERTAIN.matcher(name).matches();
  }
}
