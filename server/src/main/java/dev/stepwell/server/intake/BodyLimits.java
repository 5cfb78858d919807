package dev.stepwell.server.intake;

import java.time.Duration;

/**
 * The limits of the size and slowness of a request's body.
 *
 * @param largest the maximum number of bytes of a known client's body
 * @param patience how long a known client's body may make no progress
 */
public record BodyLimits(long largest, Duration patience) {
  /** The maximum size of the body of a client that has not logged in and has no API key. */
  static final int LARGEST_OF_STRANGERS = 16 * 1024;

  /** How many bytes of an oversized body are read and dropped, so that its sender sees the response. */
  static final long MAX_DROPPED = 64L * 1024 * 1024;

  /** The time in which the whole body of such a client must arrive. */
  private static final Duration PATIENCE_WITH_STRANGERS = Duration.ofSeconds(10);

  /** The minimum average rate of a body that takes longer than the patience. */
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
