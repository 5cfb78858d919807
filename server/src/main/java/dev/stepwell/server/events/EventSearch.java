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
 * neither the page nor its cursor depends on secrets.
 */
final class EventSearch {
  /** The memory that a search needs: one payload of the maximum size as stored, as masked, and in lower case. */
  static final long BYTES = 10_000_000;

  /** The maximum number of events examined per page. */
  private static final int LOOKED_AT = 4_000;

  /** The approximate maximum of characters examined per page. */
  private static final long MAX_CHARACTERS = 20_000_000;

  /** Larger payloads are not searched, but counted. */
  private static final int LARGEST = 1_000_000;

  private static final int AT_ONCE = 500;

  /** Payloads up to this size are read together; larger ones individually. */
  private static final int READ_TOGETHER = 2_000;

  private final Runs stored;
  private final Function<EventView, Secrets.Shown> shown;

  EventSearch(Runs stored, Function<EventView, Secrets.Shown> shown) {
    this.stored = stored;
    this.shown = shown;
  }

  /**
   * A page of events.
   *
   * @param unsearched the number of examined events whose payloads are too large to be searched
   */
  record Found(EventViews views, int unsearched) {}

  /**
   * The events of the query.
   *
   * @param limit the maximum number of characters to read per payload
   */
  Found page(EventQuery query, int limit) {
    EventFilter filter = query.filter();
    return filter.text() == null
        ? new Found(stored.eventViews(filter, query.before(), query.limit(), limit), 0)
        : new Search(query, filter.text().toLowerCase(Locale.ROOT), limit).page();
  }

  /** The search for one page. */
  private final class Search {
    private final EventQuery query;
    private final String text;
    private final int limit;
    private final List<EventView> found = new ArrayList<>();
    private @Nullable EventCursor last;
    private int unsearched;
    private int looked;
    private long characters;

    Search(EventQuery query, String text, int limit) {
      this.query = query;
      this.text = text;
      this.limit = limit;
      this.last = query.before();
    }

    Found page() {
      EventViews page;
      do {
        page = stored.eventViews(query.filter().withoutText(), last, AT_ONCE, READ_TOGETHER);
        for (EventView event : page.events()) {
          if (isEnough()) {
            return found(last);
          }
          look(event);
          last = event.cursor();
        }
        last = page.next();
      } while (last != null && !isEnough());
      return found(last);
    }

    private Found found(@Nullable EventCursor next) {
      return new Found(new EventViews(found, next), unsearched);
    }

    private boolean isEnough() {
      return found.size() == query.limit() || looked >= LOOKED_AT || characters >= MAX_CHARACTERS;
    }

    private void look(EventView event) {
      looked++;
      EventView whole = event;
      if (!event.data().isWhole() && event.data().length() <= LARGEST) {
        whole = stored.eventView(event.id(), LARGEST).orElse(event);
      }
      characters += whole.data().text().length();
      if (!whole.data().isWhole()) {
        unsearched++;
      }
      if (contains(whole)) {
        found.add(
            whole.data().length() <= limit
                ? whole
                : stored.eventView(event.id(), limit).orElse(event));
      }
    }

    private boolean contains(EventView event) {
      if (event.id().toLowerCase(Locale.ROOT).contains(text)) {
        return true;
      }
      String data = shown.apply(event).json();
      return data != null && data.toLowerCase(Locale.ROOT).contains(text);
    }
  }
}
