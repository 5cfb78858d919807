package dev.stepwell.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A secret stored only as its SHA-256 digest. Comparison takes constant time. */
final class Fingerprint {
  private final byte[] digest;

  private Fingerprint(byte[] digest) {
    this.digest = digest;
  }

  static Fingerprint of(String secret) {
    try {
      return new Fingerprint(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  boolean matches(Fingerprint other) {
    return MessageDigest.isEqual(digest, other.digest);
  }

  /** The digest, as a key for look-ups. */
  String hex() {
    return HexFormat.of().formatHex(digest);
  }
}
