package dev.stepwell.server.secrets;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that give a name away as that of a secret. */
public final class SecretWords {
  private static final Pattern BEFORE_WORD =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z]+");

  private static final Set<String> WORDS = Set.of(
      "token",
      "tokens",
      "password",
      "passwords",
      "passwd",
      "pwd",
      "passphrase",
      "secret",
      "secrets",
      "key",
      "keys",
      "apikey",
      "credential",
      "credentials",
      "authorization",
      "auth",
      "cookie",
      "cookies",
      "bearer",
      "signature");

  private SecretWords() {}

  /** Whether one of the words of the name is such a word, in camelCase, snake_case or kebab-case. */
  public static boolean areIn(String name) {
    return BEFORE_WORD
        .splitAsStream(name)
        .anyMatch(word -> WORDS.contains(word.toLowerCase(Locale.ROOT)));
  }
}
