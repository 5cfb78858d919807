package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new wait for an event.
 *
 * @param key the key of the events that end it
 * @param since how far the wait looks back; null if it takes no event accepted before it began
 * @param unsettled the wait's shape if some senders may not know it yet; else null
 * @param others the same for other events, if the wait is for the first of several
 */
public record EventWait(
    MatchKey key, @Nullable Instant since, @Nullable WaitShape unsettled, List<EventWait> others) {
  /** A copy of the others is kept. */
  public EventWait {
    others = List.copyOf(others);
  }

  /** A wait for one event. */
  public EventWait(MatchKey key, @Nullable Instant since, @Nullable WaitShape unsettled) {
    this(key, since, unsettled, List.of());
  }

  /** A wait of a settled shape that takes no event accepted before it began. */
  public static EventWait of(MatchKey key) {
    return new EventWait(key, null, null);
  }

  /** The same, ended by any of these events too. */
  public EventWait or(List<EventWait> more) {
    return new EventWait(key, since, unsettled, more);
  }

  /** Itself and the others: one for each event. */
  public List<EventWait> all() {
    List<EventWait> all = new ArrayList<>();
    all.add(this);
    all.addAll(others);
    return all;
  }
}
