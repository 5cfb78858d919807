package dev.stepwell.runtime.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new wait for an event.
 *
 * @param key the key of the events that end it
 * @param since how far the wait looks back; null if it takes no event accepted before it began
 * @param unsettled the wait's shape if some senders may not know it yet; else null
 */
public record EventWait(
    MatchKey key, @Nullable Instant since, @Nullable WaitShape unsettled) {
  /** A wait of a settled shape that takes no event accepted before it began. */
  public static EventWait of(MatchKey key) {
    return new EventWait(key, null, null);
  }
}
