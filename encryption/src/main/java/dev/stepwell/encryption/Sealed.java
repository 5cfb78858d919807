package dev.stepwell.encryption;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * An encrypted value: a version, the id of the key, a nonce, and the ciphertext with its tag. Version and id are authenticated too.
 *
 * @param keyId names the key
 * @param nonce the nonce, which is random
 * @param ciphertext the ciphertext with its tag
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sealed(String keyId, byte[] nonce, byte[] ciphertext) {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final SecureRandom RANDOM = new SecureRandom();

  static Sealed seal(SecretKeyById key, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
      return new Sealed(key.id(), nonce, cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a value could not be encrypted with " + key, e);
    }
  }

  String open(SecretKeyById key) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
      return new String(cipher.doFinal(ciphertext), StandardCharsets.UTF_8);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(
          "a stored value was changed, or was encrypted with another key that has the id " + keyId,
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a value could not be decrypted with " + key, e);
    }
  }

  private static Cipher cipher(int mode, SecretKeyById key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(header(key.id()));
    return cipher;
  }

  private static byte[] header(String keyId) {
    byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(2 + id.length)
        .put(VERSION)
        .put((byte) id.length)
        .put(id)
        .array();
  }

  /** As text. */
  String text() {
    byte[] header = header(keyId);
    byte[] all = ByteBuffer.allocate(header.length + nonce.length + ciphertext.length)
        .put(header)
        .put(nonce)
        .put(ciphertext)
        .array();
    return Base64.getEncoder().encodeToString(all);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Sealed parse(String text) {
    try {
      ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      if (all.get() != VERSION) {
        throw new IllegalArgumentException(
            "a stored value was encrypted by a newer version of stepwell-encryption, or by another codec");
      }
      byte[] id = new byte[all.get()];
      all.get(id);
      byte[] nonce = new byte[NONCE_BYTES];
      all.get(nonce);
      byte[] ciphertext = new byte[all.remaining()];
      all.get(ciphertext);
      return new Sealed(new String(id, StandardCharsets.US_ASCII), nonce, ciphertext);
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("a stored value was not encrypted by this codec", e);
    }
  }
}
