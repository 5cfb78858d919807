package dev.stepwell.inngest.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of signatures of the endpoint and the server: the current one, and the previous one. */
public final class SigningKeys {
  /** The maximum difference of the clocks of both sides. */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  private static final Pattern PREFIX = Pattern.compile("^(signkey-\\w+-)?(.*)$");
  private static final Pattern HEADER = Pattern.compile("t=(\\d{1,12})&s=([0-9a-fA-F]{64})");

  private final List<String> keys;

  private SigningKeys(List<String> keys) {
    this.keys = List.copyOf(keys);
  }

  /** These keys, tried in this order; null for none. */
  public static SigningKeys of(@Nullable String key, @Nullable String fallback) {
    List<String> keys = new ArrayList<>();
    if (key != null) {
      keys.add(key);
    }
    if (fallback != null) {
      keys.add(fallback);
    }
    return new SigningKeys(keys);
  }

  /** Whether there is no key. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Whether this value of {@code x-inngest-signature} is well-formed and in time, as far as is known without a body. */
  public static boolean isTimely(@Nullable String header, Instant now) {
    return timely(header, now) != null;
  }

  private static @Nullable Matcher timely(@Nullable String header, Instant now) {
    Matcher parts = header == null ? null : HEADER.matcher(header);
    if (parts == null || !parts.matches()) {
      return null;
    }
    Instant signedAt = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
    return Duration.between(signedAt, now).abs().compareTo(WINDOW) > 0 ? null : parts;
  }

  /**
   * The key of this body's signature.
   *
   * @param header the value of {@code x-inngest-signature}; null for none
   * @param canonicalBody the body in canonical form; empty for a request without one
   * @return null if the signature is missing, malformed, of another key, or expired
   */
  public @Nullable String verify(@Nullable String header, byte[] canonicalBody, Instant now) {
    Matcher parts = timely(header, now);
    if (parts == null) {
      return null;
    }
    for (String key : keys) {
      if (Hmac.isEqual(parts.group(2), Hmac.hex(secret(key), canonicalBody, parts.group(1)))) {
        return key;
      }
    }
    return null;
  }

  /** The value of {@code x-inngest-signature} for a body, with one of these keys. */
  public static String sign(String key, byte[] body, Instant now) {
    String time = Long.toString(now.getEpochSecond());
    return "t=" + time + "&s=" + Hmac.hex(secret(key), body, time);
  }

  /** The values of {@code Authorization} that identify this endpoint to a server, tried in this order. */
  public List<String> bearers() {
    return keys.stream().map(key -> "Bearer " + prefix(key) + hash(key)).toList();
  }

  /** The digests of the keys, in order, for introspection. */
  public List<String> hashes() {
    return keys.stream().map(SigningKeys::hash).toList();
  }

  /** The digest of the key's bytes if it is hex, otherwise of its text. */
  private static String hash(String key) {
    String secret = secret(key);
    try {
      return StepHash.sha256(HexFormat.of().parseHex(secret));
    } catch (IllegalArgumentException e) {
      return StepHash.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String prefix(String key) {
    return key.substring(0, key.length() - secret(key).length());
  }

  private static String secret(String key) {
    Matcher parts = PREFIX.matcher(key);
    return parts.matches() ? parts.group(2) : key;
  }
}
