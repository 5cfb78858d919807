package dev.stepwell.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A settable clock. */
public final class ServerClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-01-31T09:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Advances the clock. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }
}
