package dev.stepwell.runtime;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of an event when it is sent.
 *
 * @param id the event's id; null for a new one
 * @param time when it takes effect; null for now
 */
public record SendOptions(@Nullable String id, @Nullable Instant time) {
  /** An event with a new id that takes effect now. */
  public static final SendOptions NONE = new SendOptions(null, null);

  /** An event with this id: a second send of one id is the same event, and starts nothing. */
  public static SendOptions id(String id) {
    return new SendOptions(Objects.requireNonNull(id, "id"), null);
  }

  /** An event that takes effect at this time, or at once if that has passed. */
  public static SendOptions at(Instant time) {
    return new SendOptions(null, Objects.requireNonNull(time, "time"));
  }

  /** These options, and this id. */
  public SendOptions andId(String as) {
    return new SendOptions(Objects.requireNonNull(as, "as"), time);
  }

  /** These options, and this time. */
  public SendOptions andAt(Instant then) {
    return new SendOptions(id, Objects.requireNonNull(then, "then"));
  }
}
