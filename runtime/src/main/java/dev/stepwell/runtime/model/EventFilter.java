package dev.stepwell.runtime.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events are listed: those that all parts admit.
 *
 * @param name the event's name; null for any
 * @param text what the event's id or its data, as JSON text, contains, in any case; null for anything
 * @param from since when it was accepted; null for ever
 * @param to before when it was accepted; null for ever
 */
public record EventFilter(
    @Nullable String name,
    @Nullable String text,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** Admits all events. */
  public static final EventFilter ALL = new EventFilter(null, null, null, null);

  /** The same without the text. */
  public EventFilter withoutText() {
    return new EventFilter(name, null, from, to);
  }
}
