package dev.stepwell.server.events;

import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query of events.
 *
 * @param before the end of the previous page; null for the first
 * @param limit the maximum number of events
 */
public record EventQuery(EventFilter filter, @Nullable EventCursor before, int limit) {
  private static final Set<String> NAMES = Set.of("name", "text", "from", "to", "before", "limit");

  /** Reads the parameters of a request. */
  public static EventQuery of(Parameters parameters) {
    parameters.allow(NAMES);
    return new EventQuery(
        new EventFilter(
            parameters.text("name"),
            parameters.text("text"),
            parameters.time("from"),
            parameters.time("to")),
        before(parameters.text("before")),
        parameters.limit());
  }

  /** A cursor consists of a time and an id, separated by a slash. */
  private static @Nullable EventCursor before(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int slash = text.indexOf('/');
    try {
      if (slash > 0) {
        Instant at = Parameters.within("before", Instant.parse(text.substring(0, slash)));
        return new EventCursor(at, text.substring(slash + 1));
      }
    } catch (DateTimeException e) {
      throw Problem.bad("before must be the value of next in the previous page, not " + text);
    }
    throw Problem.bad("before must be the value of next in the previous page, not " + text);
  }

  /** The cursor as {@link #of} reads it. */
  static @Nullable String text(@Nullable EventCursor cursor) {
    return cursor == null ? null : cursor.acceptedAt() + "/" + cursor.eventId();
  }
}
