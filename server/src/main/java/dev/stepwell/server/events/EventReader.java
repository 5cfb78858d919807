package dev.stepwell.server.events;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.EventViews;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.server.http.HttpJson;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.runs.RunJson;
import dev.stepwell.server.runs.RunReader;
import dev.stepwell.server.secrets.Decoding;
import dev.stepwell.server.secrets.RunSecrets;
import dev.stepwell.server.secrets.Secrets;
import java.util.List;
import java.util.Map;

/** Reads events for display, with the runs that they started, and only the displayed part of payloads. */
public final class EventReader {
  /** The maximum total of characters of a page's payloads. */
  private static final int CHARACTERS_OF_PAGE = 1_000_000;

  /** The approximate memory of a page without its payloads. */
  private static final long BYTES_OF_LIST = 2 * 1024 * 1024;

  /** A displayed payload is in memory as stored, as displayed, and as sent. */
  private static final long BYTES_PER_CHARACTER = 8;

  private final Runs stored;
  private final RunReader runs;
  private final Secrets secrets;
  private final Decoding decoding;
  private final RunSecrets found;
  private final EventSearch search;

  /** A reader of stored events, which reads runs by this reader. */
  public EventReader(
      Runs stored, RunReader runs, Secrets secrets, Decoding decoding, RunSecrets found) {
    this.stored = stored;
    this.runs = runs;
    this.secrets = secrets;
    this.decoding = decoding;
    this.found = found;
    this.search = new EventSearch(stored, this::shown);
  }

  /** The events of the query; the share must have room for them. */
  public EventJson.Page page(EventQuery query, MemoryBudget.Share share) {
    share.grow(BYTES_OF_LIST);
    int each = Math.min(Secrets.LARGEST_AT_ONCE, CHARACTERS_OF_PAGE / query.limit());
    if (query.filter().text() != null) {
      share.grow(EventSearch.BYTES);
    }
    EventSearch.Found matching = search.page(query, each);
    EventViews page = matching.views();
    long characters =
        page.events().stream().mapToLong(event -> event.data().text().length()).sum();
    share.grow(characters * BYTES_PER_CHARACTER);
    Map<String, List<RunJson.Summary>> started =
        runs.startedBy(page.events().stream().map(EventView::id).toList());
    return new EventJson.Page(
        page.events().stream()
            .map(event -> json(event, shown(event), started.getOrDefault(event.id(), List.of())))
            .toList(),
        EventQuery.text(page.next()),
        matching.unsearched());
  }

  private Secrets.Shown shown(EventView event) {
    return event.data().isWhole()
        ? secrets.shown(event.data(), found.of(event))
        : new Secrets.Shown(null, event.data().length());
  }

  private EventJson json(EventView event, Secrets.Shown data, List<RunJson.Summary> started) {
    return new EventJson(
        event.id(),
        event.name(),
        event.time().toString(),
        HttpJson.time(event.acceptedAt()),
        data.json(),
        data.leftOut(),
        event.headers().isEmpty() ? "{}" : secrets.headers(event.headers(), found.of(event)),
        started);
  }

  /**
   * An event with its whole payload; the share must have room for it.
   *
   * @param isDecoded whether the payload is decoded
   */
  EventJson whole(String id, boolean isDecoded, MemoryBudget.Share share) {
    share.grow(event(id, 0).data().length() * BYTES_PER_CHARACTER);
    EventView event = event(id, Integer.MAX_VALUE);
    Secrets.Shown data =
        isDecoded ? decoding.shown(event.data(), found.of(event), share) : shown(event);
    return json(event, data, runs.summaries(stored.startedViews(List.of(id))));
  }

  private EventView event(String id, int limit) {
    return stored
        .eventView(id, limit)
        .orElseThrow(() -> Problem.missing("there is no event " + id));
  }
}
