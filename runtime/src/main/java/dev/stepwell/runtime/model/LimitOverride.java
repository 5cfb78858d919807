package dev.stepwell.runtime.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The amount that holds for a limit instead of the one that the code declares.
 *
 * @param amount how many may execute for each key, or start in each period; at least 1
 * @param until when the declared amount holds again
 * @param by who set it; null if not known
 */
public record LimitOverride(
    int amount, Instant until, @Nullable String by) {
  /** Rejects amounts that admit nothing. */
  public LimitOverride {
    if (amount < 1) {
      throw new IllegalArgumentException("the amount of a limit must be at least 1, but is "
          + amount + "; to admit nothing, pause the function");
    }
  }

  /** How a {@link LimitChange} reports it. */
  public String text() {
    return amount + " until " + until;
  }
}
