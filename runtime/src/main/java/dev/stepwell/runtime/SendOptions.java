package dev.stepwell.runtime;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of a send.
 *
 * @param id the event's id; null for a new one
 * @param time when it takes effect; null for now
 * @param headers the headers of the event, which are passed on to events sent by its runs: at most 64, of 16,384 characters in total
 */
public record SendOptions(
    @Nullable String id, @Nullable Instant time, Map<String, String> headers) {
  /** An event with a new id that takes effect now. */
  public static final SendOptions NONE = new SendOptions(null, null);

  /** Options without headers. */
  public SendOptions(@Nullable String id, @Nullable Instant time) {
    this(id, time, Map.of());
  }

  /** Copies the headers. */
  public SendOptions {
    headers = Map.copyOf(headers);
  }

  /** An event with this header. */
  public static SendOptions header(String name, String value) {
    return NONE.andHeader(name, value);
  }

  /** These options with this header, which replaces one of the same name. */
  public SendOptions andHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return new SendOptions(id, time, more);
  }

  /** An event with this id. Repeated sends with the same id have no effect. */
  public static SendOptions id(String id) {
    return new SendOptions(Objects.requireNonNull(id, "id"), null);
  }

  /** An event that takes effect at this time, or at once if it is in the past. */
  public static SendOptions at(Instant time) {
    return new SendOptions(null, Objects.requireNonNull(time, "time"));
  }

  /** These options with this id. */
  public SendOptions andId(String as) {
    return new SendOptions(Objects.requireNonNull(as, "as"), time, headers);
  }

  /** These options with this time. */
  public SendOptions andAt(Instant then) {
    return new SendOptions(id, Objects.requireNonNull(then, "then"), headers);
  }
}
