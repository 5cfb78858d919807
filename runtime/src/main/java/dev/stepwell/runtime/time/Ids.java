package dev.stepwell.runtime.time;

import java.util.UUID;

/** Generates ids that grow with time: version 7 of RFC 9562, so that new rows are adjacent at the end of an index. */
public final class Ids {
  private static final long RANDOM_A = 0x0FFFL;

  private Ids() {}

  /** A new id. */
  public static UUID next() {
    UUID random = UUID.randomUUID();
    long millis = System.currentTimeMillis();
    long high = (millis << 16) | 0x7000L | (random.getMostSignificantBits() & RANDOM_A);
    return new UUID(high, random.getLeastSignificantBits());
  }
}
