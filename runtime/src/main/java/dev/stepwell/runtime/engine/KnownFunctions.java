package dev.stepwell.runtime.engine;

import java.time.Duration;
import java.time.Instant;

/** The functions that this process matches events with. */
public interface KnownFunctions {
  /** Matches events, with the functions as last loaded. */
  Matching matching();

  /** How long the function was paused between these times. */
  Duration paused(String functionId, Instant from, Instant to);

  /** Reloads the functions. */
  void reload();
}
