package dev.stepwell.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 of match keys: equal values have equal digests, and without the key the value of a digest cannot be found by trying. */
final class KeyedDigest {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MIN_BYTES = 16;

  private final SecretKeySpec key;

  KeyedDigest(byte[] bytes) {
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException("a matching key must have at least " + MIN_BYTES
          + " bytes, but the given one has " + bytes.length);
    }
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  String of(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return "hmac "
          + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
