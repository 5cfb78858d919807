package dev.stepwell.polaris.api;

import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Accepts only requests with the internal key. The duration of the check does not depend on the key. */
final class ApiGuard {
  /** The header that carries the key. */
  static final String HEADER = "X-Internal-Key";

  private final byte @Nullable [] expected;

  ApiGuard(@Nullable String key) {
    this.expected = key == null || key.isBlank() ? null : digest(key);
  }

  void check(Context request) {
    String given = request.header(HEADER);
    if (expected == null || given == null || !MessageDigest.isEqual(expected, digest(given))) {
      throw new UnauthorizedResponse(
          "this API needs the header " + HEADER + " with the value of POLARIS_INTERNAL_KEY");
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
