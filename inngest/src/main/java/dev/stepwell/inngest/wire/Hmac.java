package dev.stepwell.inngest.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, in hex. */
final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";

  private Hmac() {}

  /** The code of the body followed by the time, with this key. */
  static String hex(String secret, byte[] body, String time) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("the signing key is empty");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(body);
      return HexFormat.of().formatHex(mac.doFinal(time.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new LinkageError("every Java has " + ALGORITHM, e);
    }
  }

  /** Compares in constant time. */
  static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(bytes(one), bytes(other));
  }

  private static byte[] bytes(String hex) {
    return hex.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
  }
}
