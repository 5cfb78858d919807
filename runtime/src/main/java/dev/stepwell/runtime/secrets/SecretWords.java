package dev.stepwell.runtime.secrets;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words in names that indicate a secret, in camelCase, snake_case, kebab-case or as one word. */
public final class SecretWords {
  private static final Pattern BEFORE_WORD =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z]+");

  /** Secret at any position in a name. */
  private static final Set<String> ALWAYS = Set.of(
      "password",
      "passwords",
      "passwd",
      "pwd",
      "passphrase",
      "passcode",
      "secret",
      "secrets",
      "credential",
      "credentials",
      "authorization",
      "auth",
      "bearer",
      "jwt",
      "otp",
      "cvv",
      "cvc",
      "cookie",
      "cookies",
      "signature",
      "apikey",
      "apikeys");

  /** Endings of names written as one word. */
  private static final List<String> ENDS = List.of(
      "password",
      "passwd",
      "passphrase",
      "secret",
      "token",
      "apikey",
      "accesskey",
      "privatekey",
      "signingkey",
      "encryptionkey");

  /** A name with this ending describes a secret, but is none. */
  private static final Set<String> ABOUT = Set.of(
      "count",
      "counts",
      "type",
      "types",
      "name",
      "names",
      "id",
      "ids",
      "length",
      "size",
      "expiry",
      "expires",
      "expiration",
      "at",
      "method",
      "methods",
      "url",
      "uri",
      "policy",
      "strength",
      "hint",
      "version",
      "algorithm",
      "status",
      "required",
      "enabled",
      "attempts",
      "limit",
      "date",
      "time",
      "ttl",
      "kind",
      "format",
      "usage",
      "budget",
      "valid",
      "present");

  /** Words before "key" in names of look-up keys. */
  private static final Set<String> OPEN_KEYS = Set.of(
      "sort",
      "primary",
      "foreign",
      "partition",
      "public",
      "cache",
      "idempotency",
      "dedup",
      "deduplication",
      "map",
      "lookup",
      "group",
      "grouping",
      "natural",
      "business",
      "unique",
      "composite",
      "object",
      "row",
      "range",
      "hash",
      "index",
      "shard",
      "routing",
      "message",
      "translation",
      "config",
      "property",
      "order",
      "field",
      "search",
      "surrogate",
      "candidate",
      "parent",
      "child",
      "issue",
      "project",
      "bucket",
      "file",
      "record",
      "entity",
      "document",
      "concurrency",
      "join",
      "ordering",
      "storage");

  /** Words before "tokens" in names of counts. */
  private static final Set<String> COUNTED = Set.of(
      "max",
      "min",
      "total",
      "prompt",
      "completion",
      "input",
      "output",
      "num",
      "number",
      "used",
      "remaining",
      "cached",
      "reasoning",
      "count",
      "of");

  private SecretWords() {}

  /** Whether the name indicates a secret. */
  public static boolean areIn(String name) {
    List<String> words = BEFORE_WORD
        .splitAsStream(name)
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
    if (words.isEmpty()) {
      return false;
    }
    String last = words.get(words.size() - 1);
    String before = words.size() > 1 ? words.get(words.size() - 2) : "";
    return switch (last) {
      case "key", "keys" -> !OPEN_KEYS.contains(before);
      case "token" -> true;
      case "tokens" -> !COUNTED.contains(before);
      default ->
        !ABOUT.contains(last)
            && (words.stream().anyMatch(ALWAYS::contains)
                || ENDS.stream().anyMatch(last::endsWith));
    };
  }
}
