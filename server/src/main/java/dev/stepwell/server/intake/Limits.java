package dev.stepwell.server.intake;

import java.time.Duration;

/**
 * How large and how slow the body of a request may be.
 *
 * @param largest how many bytes the body of a known client may have
 * @param patience how long the body of a known client may make no progress
 */
public record Limits(long largest, Duration patience) {
  /** The largest body of a client that has not logged in and has no API key. */
  static final int LARGEST_OF_STRANGERS = 16 * 1024;

  /** So many bytes of a body that is too large are read and dropped, so that its sender sees the response. */
  static final long MAX_DROPPED = 64L * 1024 * 1024;

  /** The time in which the whole body of such a client must arrive. */
  private static final Duration PATIENCE_WITH_STRANGERS = Duration.ofSeconds(10);

  /** The least average rate of a body that takes longer than the patience. */
  private static final long BYTES_PER_SECOND = 16 * 1024;

  private static final double NANOS = 1e9;

  long largest(boolean known) {
    return known ? largest : Math.min(largest, LARGEST_OF_STRANGERS);
  }

  /**
   * Whether a body arrives too slowly.
   *
   * @param nanos the time since the server began to read it
   * @param idleNanos the time since the last byte
   * @param bytes how many bytes have arrived
   */
  boolean isTooSlow(boolean known, long nanos, long idleNanos, long bytes) {
    if (!known) {
      return nanos > Math.min(PATIENCE_WITH_STRANGERS.toNanos(), patience.toNanos());
    }
    double counted = (nanos - patience.toNanos()) / NANOS;
    return idleNanos > patience.toNanos() || bytes < counted * BYTES_PER_SECOND;
  }
}
