package dev.stepwell.server.events;

import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.EventViews;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.secrets.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Searches events by the text that is displayed: masked text cannot be found. It compares the text after masking, and
 * neither the page nor its cursor depends on secrets. It does not search payloads that lists leave out for their size.
 */
final class EventSearch {
  /** The maximum number of events examined per page. */
  private static final int LOOKED_AT = 4_000;

  private static final int FIRST_PAGE = 100;
  private static final int MAX_PAGE = 500;

  /** The approximate total of characters of the payloads that are in memory at once. */
  private static final int CHARACTERS_AT_ONCE = 2_000_000;

  private final Runs stored;
  private final Function<EventView, Secrets.Shown> shown;

  EventSearch(Runs stored, Function<EventView, Secrets.Shown> shown) {
    this.stored = stored;
    this.shown = shown;
  }

  /**
   * The events of the query.
   *
   * @param limit the maximum number of characters to read per payload
   */
  EventViews page(EventQuery query, int limit) {
    EventFilter filter = query.filter();
    return filter.text() == null
        ? stored.eventViews(filter, query.before(), query.limit(), limit)
        : search(query, filter.text().toLowerCase(Locale.ROOT), limit);
  }

  private EventViews search(EventQuery query, String text, int limit) {
    List<EventView> found = new ArrayList<>();
    @Nullable EventCursor last = query.before();
    int size = FIRST_PAGE;
    for (int looked = 0; looked < LOOKED_AT; ) {
      EventViews page = stored.eventViews(query.filter().withoutText(), last, size, limit);
      for (EventView event : page.events()) {
        if (found.size() == query.limit()) {
          return new EventViews(found, last);
        }
        if (contains(event, text)) {
          found.add(event);
        }
        last = event.cursor();
      }
      last = page.next();
      if (last == null) {
        return new EventViews(found, null);
      }
      looked += size;
      size = next(page.events());
    }
    return new EventViews(found, last);
  }

  /** The size of the page after this one: small payloads are read in large pages. */
  private static int next(List<EventView> page) {
    long characters =
        page.stream().mapToLong(event -> event.data().text().length()).sum();
    long each = Math.max(1, characters / Math.max(1, page.size()));
    return (int) Math.max(FIRST_PAGE, Math.min(MAX_PAGE, CHARACTERS_AT_ONCE / each));
  }

  private boolean contains(EventView event, String text) {
    String data = shown.apply(event).json();
    return event.id().toLowerCase(Locale.ROOT).contains(text)
        || (data != null && data.toLowerCase(Locale.ROOT).contains(text));
  }
}
