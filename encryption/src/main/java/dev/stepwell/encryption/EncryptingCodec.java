package dev.stepwell.encryption;

import dev.stepwell.runtime.codec.PayloadCodec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts payloads, results and outputs as a whole, with AES-GCM. Each stored value names the key that it was encrypted with, so keys
 * rotate: a new one encrypts, and former ones still decrypt.
 *
 * <p>With {@link #matchingKey} the values by which events are matched are stored as keyed digests. Codecs never change: each method returns a new one.
 */
public final class EncryptingCodec implements PayloadCodec {
  private static final int MAX_ID = 100;

  private final SecretKeyById current;
  private final Map<String, SecretKeyById> keys;
  private final @Nullable KeyedDigest digest;

  private EncryptingCodec(
      SecretKeyById current, Map<String, SecretKeyById> keys, @Nullable KeyedDigest digest) {
    this.current = current;
    this.keys = Map.copyOf(keys);
    this.digest = digest;
  }

  /**
   * Encrypts with this key.
   *
   * @param id names the key in what is stored, for example the month since which it is used: 1 to 100 ASCII characters
   * @param key 16, 24 or 32 random bytes
   */
  public static EncryptingCodec with(String id, byte[] key) {
    SecretKeyById current = new SecretKeyById(checked(id), key);
    return new EncryptingCodec(current, Map.of(id, current), null);
  }

  /** As {@link #with(String, byte[])}, for a key as Base64 text, as an environment variable holds it. */
  public static EncryptingCodec with(String id, String base64) {
    return with(id, decoded(id, base64));
  }

  /** Also decrypts what was encrypted with this key. Keep a key as long as values that it has encrypted are stored. */
  public EncryptingCodec andFormer(String id, byte[] key) {
    Map<String, SecretKeyById> more = new LinkedHashMap<>(keys);
    if (more.putIfAbsent(checked(id), new SecretKeyById(id, key)) != null) {
      throw new IllegalArgumentException("the encryption key " + id + " is given twice");
    }
    return new EncryptingCodec(current, more, digest);
  }

  /** As {@link #andFormer(String, byte[])}, for a key as Base64 text. */
  public EncryptingCodec andFormer(String id, String base64) {
    return andFormer(id, decoded(id, base64));
  }

  /**
   * Stores the values by which events are matched, and idempotency keys, as digests with this key. It cannot rotate: with another key, events no longer
   * match runs and waits that are stored already. Set it before the first run, or while none is live.
   *
   * @param key at least 16 random bytes, different from those of the encryption keys
   */
  public EncryptingCodec matchingKey(byte[] key) {
    return new EncryptingCodec(current, keys, new KeyedDigest(key));
  }

  /** As {@link #matchingKey(byte[])}, for a key as Base64 text. */
  public EncryptingCodec matchingKey(String base64) {
    return matchingKey(decoded("for matching", base64));
  }

  boolean hasMatchingKey() {
    return digest != null;
  }

  private static String checked(String id) {
    if (id.isEmpty()
        || id.length() > MAX_ID
        || !StandardCharsets.US_ASCII.newEncoder().canEncode(id)) {
      throw new IllegalArgumentException("the id of an encryption key must have 1 to " + MAX_ID
          + " ASCII characters, but is " + id);
    }
    return id;
  }

  private static byte[] decoded(String id, String base64) {
    try {
      return Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the encryption key " + id + " is not Base64", e);
    }
  }

  @Override
  public String encode(String json) {
    return Sealed.seal(current, json).text();
  }

  @Override
  public String decode(String encoded) {
    Sealed sealed = Sealed.parse(encoded);
    SecretKeyById key = keys.get(sealed.keyId());
    if (key == null) {
      throw new IllegalStateException("the encryption key " + sealed.keyId()
          + " is missing: add it with andFormer, because stored values were encrypted with it. The keys of this process are "
          + keys.keySet());
    }
    return sealed.open(key);
  }

  @Override
  public String key(String key) {
    return digest == null ? key : digest.of(key);
  }

  /** With the ids of its keys, and without the keys. */
  @Override
  public String toString() {
    return "EncryptingCodec[" + current.id() + " of " + keys.keySet() + "]";
  }
}
