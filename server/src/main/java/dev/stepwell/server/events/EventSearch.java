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
 * Looks for events by text, in what is shown of them: what is hidden cannot be found. So the text is compared here, after secrets were
 * taken out, and neither the page nor its cursor depends on them. Payloads that a list leaves out for their size are not looked into.
 */
final class EventSearch {
  /** How many events are looked at for one page. */
  private static final int LOOKED_AT = 4_000;

  private static final int PAGE = 100;

  private final Runs stored;
  private final Function<EventView, Secrets.Shown> shown;

  EventSearch(Runs stored, Function<EventView, Secrets.Shown> shown) {
    this.stored = stored;
    this.shown = shown;
  }

  /**
   * The events that are asked for.
   *
   * @param limit how many characters of each payload are read
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
