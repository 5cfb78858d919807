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

  private static final int PAGE = 100;

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
    for (int looked = 0; looked < LOOKED_AT; looked += PAGE) {
      EventViews page = stored.eventViews(query.filter().withoutText(), last, PAGE, limit);
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
    }
    return new EventViews(found, last);
  }

  private boolean contains(EventView event, String text) {
    String data = shown.apply(event).json();
    return event.id().toLowerCase(Locale.ROOT).contains(text)
        || (data != null && data.toLowerCase(Locale.ROOT).contains(text));
  }
}
