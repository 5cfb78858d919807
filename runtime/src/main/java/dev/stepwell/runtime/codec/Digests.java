package dev.stepwell.runtime.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that shortens long keys. */
public final class Digests {
  private Digests() {}

  /** A new SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
