package dev.stepwell.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The rate limit of each sender: a token bucket with the capacity of one second. */
final class SenderLimit {
  private static final int MAX_SENDERS = 10_000;
  private static final double NANOS = 1e9;

  private final Remembered<Bucket> buckets = new Remembered<>(MAX_SENDERS);
  private final int perSecond;
  private final InstantSource clock;

  private record Bucket(double tokens, Instant at) {}

  SenderLimit(int perSecond, InstantSource clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** Whether the sender may send now; if so, takes a token. */
  synchronized boolean admits(String sender) {
    Instant now = clock.instant();
    Bucket last = buckets.getOrDefault(sender, new Bucket(perSecond, now));
    double filled = Duration.between(last.at, now).toNanos() / NANOS * perSecond;
    double tokens = Math.min(perSecond, last.tokens + Math.max(0, filled));
    boolean admitted = tokens >= 1;
    buckets.put(sender, new Bucket(admitted ? tokens - 1 : tokens, now));
    return admitted;
  }
}
