package dev.stepwell.inngest.wire;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The ids of runs on the wire (ULIDs), which are UUIDs in another notation. */
public final class Ulid {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 26;
  private static final int BITS = 5;
  private static final int HALF = 64;
  private static final char MAX_FIRST = '7';

  private Ulid() {}

  /** The UUID with the same 128 bits; for a text that is not a ULID, a UUID derived from it by name. */
  public static UUID toUuid(String text) {
    if (!isUlid(text)) {
      return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      high = (high << BITS) | (low >>> (HALF - BITS));
      low = (low << BITS) | ALPHABET.indexOf(Character.toUpperCase(text.charAt(i)));
    }
    return new UUID(high, low);
  }

  private static boolean isUlid(String text) {
    return text.length() == LENGTH
        && text.charAt(0) <= MAX_FIRST
        && text.chars().allMatch(c -> ALPHABET.indexOf(Character.toUpperCase(c)) >= 0);
  }

  /** The ULID with the same 128 bits. */
  public static String of(UUID uuid) {
    char[] text = new char[LENGTH];
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (low & ((1 << BITS) - 1)));
      low = (low >>> BITS) | (high << (HALF - BITS));
      high >>>= BITS;
    }
    return new String(text);
  }
}
