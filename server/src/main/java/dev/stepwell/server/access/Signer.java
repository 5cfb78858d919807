package dev.stepwell.server.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs tokens with HMAC-SHA-256, and verifies its own tokens and those of replicas. */
final class Signer {
  /** OWASP recommends this for PBKDF2 with HMAC-SHA-256: a stolen token must not make the password cheap to guess. */
  private static final int ITERATIONS = 600_000;

  private static final int KEY_BITS = 256;

  private final String secret;
  private @Nullable SecretKeySpec key;

  /** A signer with a key derived from a secret: equal secrets give equal keys in all processes. */
  Signer(String secret) {
    this.secret = secret;
  }

  /** Deriving the key takes a third of a second, so it happens on first use. */
  private synchronized SecretKeySpec key() {
    SecretKeySpec known = key;
    if (known == null) {
      known = derived(secret);
      key = known;
    }
    return known;
  }

  private static SecretKeySpec derived(String secret) {
    byte[] salt = "stepwell session key".getBytes(StandardCharsets.UTF_8);
    try {
      byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, ITERATIONS, KEY_BITS))
          .getEncoded();
      return new SecretKeySpec(derived, "HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
    }
  }

  /** The text with its signature. The text must not contain a dot. */
  String sign(String purpose, String text) {
    return text + "." + signature(purpose, text);
  }

  /** The text of a token that was signed for this purpose; null for any other token. */
  @Nullable
  String verified(String purpose, String token) {
    int dot = token.lastIndexOf('.');
    if (dot < 0) {
      return null;
    }
    String text = token.substring(0, dot);
    byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    byte[] expected = signature(purpose, text).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, expected) ? text : null;
  }

  private String signature(String purpose, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key());
      byte[] signed = mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
