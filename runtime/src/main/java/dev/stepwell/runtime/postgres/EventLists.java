package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.codec.HeadersJson;
import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.EventPage;
import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.EventViews;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.model.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lists events, newest first. There is no index on their time alone, which every send would pay for: the newest of each name are
 * found by the index on name and time, and merged.
 */
final class EventLists {
  /** From one name to the next, by the index, so that it costs as much as there are names: those with the newest events of a range. */
  static final String NAMES = """
      with recursive known (name) as (
        (select name from stepwell.event order by name limit 1)
        union all
        select (select e.name from stepwell.event e where e.name > known.name order by e.name limit 1)
        from known where known.name is not null
      )
      select known.name, newest.accepted_at, newest.id
      from (select name from known where name is not null limit ?) as known
      cross join lateral (
        select e.accepted_at, e.id from stepwell.event e
        where e.name = known.name and e.accepted_at >= ? and e.accepted_at < ? and (e.accepted_at, e.id) < (?, ?)
        order by e.accepted_at desc, e.id desc
        limit 1
      ) as newest
      order by newest.accepted_at desc, newest.id desc
      limit ?""";

  /** Payloads are read after the page is selected, up to the requested length. */
  static final String LIST = """
      select page.id, page.name, left(page.data::text, ?) as data, length(page.data::text) as data_length,
        page.time, page.accepted_at, page.headers
      from (
        select admitted.*
        from unnest(?::text[]) as known (name)
        cross join lateral (
          select e.id, e.name, e.data, e.time, e.accepted_at, e.headers from stepwell.event e
          where e.name = known.name and e.accepted_at >= ? and e.accepted_at < ?
            and (e.accepted_at, e.id) < (?, ?) and (e.accepted_at, e.id) >= (?, ?)
            and (?::text is null or strpos(lower(e.id), ?) > 0 or strpos(lower(e.data::text), ?) > 0)
          order by e.accepted_at desc, e.id desc
          limit ?
        ) as admitted
        order by admitted.accepted_at desc, admitted.id desc
        limit ?
      ) as page
      order by page.accepted_at desc, page.id desc""";

  /** Limits the number of events examined per name. */
  static final String LAST_LOOKED_AT = """
      select last.id, last.accepted_at
      from unnest(?::text[]) as known (name)
      cross join lateral (
        select e.id, e.accepted_at from stepwell.event e
        where e.name = known.name and e.accepted_at >= ? and e.accepted_at < ? and (e.accepted_at, e.id) < (?, ?)
        order by e.accepted_at desc, e.id desc
        offset ?
        limit 1
      ) as last
      order by last.accepted_at desc, last.id desc
      limit 1""";

  static final String LAST = """
      select id, name, data, time, headers from stepwell.event where name = ?
      order by accepted_at desc, id desc
      limit 1""";

  /** The maximum number of events whose text is examined per page. */
  static final int LOOKED_AT = 20_000;

  /** The maximum number of names that are known. */
  private static final int MAX_KNOWN = 10_000;

  /** The maximum number of names whose events are merged: those with the newest events. */
  static final int MAX_NAMES = 1_000;

  /** The maximum number of rows that a page reads to merge all names at once. */
  private static final int MERGED_AT_ONCE = 5_000;

  /** A range has at most this many times the events of a page. */
  private static final int RANGE = 2;

  /** The growth of ranges: with one frequent name among many, the first ones are short. */
  private static final int GROWTH = 4;

  /** The older one first; ids in the order of the database. */
  private static final Comparator<EventCursor> ORDER = Comparator.comparing(EventCursor::acceptedAt)
      .thenComparing(
          cursor -> cursor.eventId().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final DataSource dataSource;

  EventLists(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The names of stored events, most recent first. */
  List<String> recentNames(int max) {
    return names(new Asked(EventFilter.ALL, List.of(), null), max).stream()
        .map(Newest::name)
        .toList();
  }

  /** A name, and the newest of its events in a range. */
  private record Newest(String name, EventCursor event) {}

  private List<Newest> names(Asked asked, int max) {
    return Query.list(
        dataSource,
        "read the names of events",
        NAMES,
        query -> {
          query.setInt(1, MAX_KNOWN);
          query.setInt(setRange(query, 2, asked), max);
        },
        row -> new Newest(
            row.getString("name"),
            new EventCursor(Sql.instant(row, "accepted_at"), row.getString("id"))));
  }

  /** The newest event of this name. */
  Optional<StoredEvent> last(String name) {
    return Query.list(
            dataSource,
            "read the last event of a name",
            LAST,
            query -> query.setString(1, name),
            PostgresRuns::event)
        .stream()
        .findFirst();
  }

  EventPage list(EventFilter filter, @Nullable EventCursor before, int max) {
    return list(filter, before, max, Integer.MAX_VALUE).whole();
  }

  /**
   * Lists events.
   *
   * @param limit how many characters of each payload are read
   */
  EventViews list(EventFilter filter, @Nullable EventCursor before, int max, int limit) {
    Asked asked = new Asked(filter, List.of(), before);
    if (filter.name() != null) {
      return list(asked.of(List.of(filter.name())), null, max, limit);
    }
    int most = Math.max(MAX_NAMES, max);
    List<Newest> names = names(asked, most);
    if (names.isEmpty()) {
      return new EventViews(List.of(), null);
    }
    EventCursor left = names.size() < most ? null : names.get(most - 1).event();
    return list(asked.of(names.stream().map(Newest::name).toList()), left, max, limit);
  }

  /**
   * Lists the events of these names.
   *
   * @param left names that are left out may have events before this one; null if none is left out. The newest events of a page are
   *     among those of the names with the newest events
   */
  private EventViews list(Asked asked, @Nullable EventCursor left, int max, int limit) {
    if (asked.filter.text() == null) {
      return merged(asked, max, limit);
    }
    EventCursor last = lastLookedAt(asked, Math.max(1, LOOKED_AT / asked.names.size()));
    if (left != null && (last == null || ORDER.compare(left, last) > 0)) {
      last = left;
    }
    return views(admitted(asked, last, max, limit), max, last);
  }

  private static EventViews views(List<EventView> events, int max, @Nullable EventCursor last) {
    return new EventViews(events, events.size() == max ? events.get(max - 1).cursor() : last);
  }

  /**
   * The newest events of all names. A page that is merged at once reads as many events of each name as it may show in all, which is
   * much for large pages of many names. These are merged range by range: with 20 names, a page of 500 reads 2,000 rows instead of 10,000.
   */
  private EventViews merged(Asked asked, int max, int limit) {
    List<EventView> found = new ArrayList<>();
    Asked rest = asked;
    EventCursor last;
    int names = asked.names.size();
    boolean isSmall = names == 1 || (long) names * max <= MERGED_AT_ONCE;
    int perName = (int) Math.min(MERGED_AT_ONCE, 1 + (long) RANGE * max / names);
    do {
      last = isSmall ? null : lastLookedAt(rest, perName);
      found.addAll(admitted(rest, last, max - found.size(), limit));
      rest = new Asked(asked.filter, asked.names, last);
      perName = Math.min(MERGED_AT_ONCE, GROWTH * perName);
    } while (last != null && found.size() < max);
    return views(found, max, null);
  }

  /** The last event to examine, if there may be older ones: the newest of those that are the last of so many per name. */
  private @Nullable EventCursor lastLookedAt(Asked asked, int perName) {
    return Query.list(
            dataSource,
            "list events",
            LAST_LOOKED_AT,
            query -> {
              int next = setNames(query, 1, asked);
              query.setInt(next, perName - 1);
            },
            row -> new EventCursor(Sql.instant(row, "accepted_at"), row.getString("id")))
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** The query of a list. */
  private record Asked(
      EventFilter filter, List<String> names, @Nullable EventCursor before) {
    Asked of(List<String> others) {
      return new Asked(filter, others, before);
    }
  }

  private List<EventView> admitted(Asked asked, @Nullable EventCursor last, int max, int limit) {
    String given = asked.filter.text();
    String text = given == null ? null : given.toLowerCase(Locale.ROOT);
    return Query.list(
        dataSource,
        "list events",
        LIST,
        query -> {
          query.setInt(1, limit);
          int next = setNames(query, 2, asked);
          query.setObject(next++, last == null ? OffsetDateTime.MIN : time(last.acceptedAt()));
          query.setString(next++, last == null ? "" : last.eventId());
          query.setString(next++, text);
          query.setString(next++, text);
          query.setString(next++, text);
          query.setInt(next++, max);
          query.setInt(next, max);
        },
        EventLists::view);
  }

  /** Sets the names and the range, from this parameter on; returns the next. */
  private static int setNames(PreparedStatement query, int first, Asked asked) throws SQLException {
    query.setArray(first, query.getConnection().createArrayOf("text", asked.names.toArray()));
    return setRange(query, first + 1, asked);
  }

  private static int setRange(PreparedStatement query, int first, Asked asked) throws SQLException {
    EventFilter filter = asked.filter;
    EventCursor before = asked.before;
    query.setObject(first, Objects.requireNonNullElse(time(filter.from()), OffsetDateTime.MIN));
    query.setObject(first + 1, Objects.requireNonNullElse(time(filter.to()), OffsetDateTime.MAX));
    query.setObject(first + 2, before == null ? OffsetDateTime.MAX : time(before.acceptedAt()));
    query.setString(first + 3, before == null ? "" : before.eventId());
    return first + 4;
  }

  /** An event from the columns of its table, with its payload and the length of that. */
  static EventView view(ResultSet row) throws SQLException {
    return new EventView(
        row.getString("id"),
        row.getString("name"),
        new Payload(row.getString("data"), row.getInt("data_length")),
        Sql.instant(row, "time"),
        Sql.instant(row, "accepted_at"),
        HeadersJson.read(row.getString("headers")));
  }
}
