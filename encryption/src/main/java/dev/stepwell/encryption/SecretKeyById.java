package dev.stepwell.encryption;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** An AES key and its name. */
final class SecretKeyById {
  private final String id;
  private final SecretKey key;

  SecretKeyById(String id, byte[] bytes) {
    if (bytes.length != 16 && bytes.length != 24 && bytes.length != 32) {
      throw new IllegalArgumentException(
          "an encryption key must have 16, 24 or 32 bytes, but the key " + id + " has "
              + bytes.length);
    }
    this.id = id;
    this.key = new SecretKeySpec(bytes, "AES");
  }

  String id() {
    return id;
  }

  SecretKey key() {
    return key;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "key " + id;
  }
}
