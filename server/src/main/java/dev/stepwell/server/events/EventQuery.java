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
 * Which events are asked for.
 *
 * @param before where the page before ended; null for the first
 * @param limit how many are wanted at most
 */
public record EventQuery(EventFilter filter, @Nullable EventCursor before, int limit) {
  private static final Set<String> NAMES = Set.of("name", "text", "from", "to", "before", "limit");

  /** As the parameters of a request say. */
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

  /** A cursor is a time and an id, with a slash between them. */
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
      throw Problem.bad("before is what next of the page before says, and not " + text);
    }
    throw Problem.bad("before is what next of the page before says, and not " + text);
  }

  /** As {@link #of} reads it. */
  static @Nullable String text(@Nullable EventCursor cursor) {
    return cursor == null ? null : cursor.acceptedAt() + "/" + cursor.eventId();
  }
}
