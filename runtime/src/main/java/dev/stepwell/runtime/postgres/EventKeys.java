package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.postgres.ShapeStatements.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores the keys of events that were accepted before anything waited for them. */
final class EventKeys {
  /** With ties, so that no event of the last time is left out. Not of scheduled events that have not fired. */
  static final String EVENTS_BEFORE = """
      select e.id, e.data, e.accepted_at from stepwell.event e
      where e.name = ? and e.accepted_at >= ? and e.accepted_at <= ?
        and not exists (select from stepwell.deferred d where d.event_id = e.id and d.effects = 'all')
      order by e.accepted_at desc
      fetch first 1000 rows with ties""";

  /** The transaction that stored an event counts backwards from this one, which has an id. */
  static final String STORE = """
      insert into stepwell.event_key (event_id, event, key, accepted_at, caller_xid)
      select e.id, e.name, k.key, e.accepted_at,
        case when e.accepted_at > now() - interval '1 day'
          then greatest(pg_current_xact_id()::text::bigint - age(e.xmin), 3)::text::xid8 end
      from unnest(?::text[], ?::text[]) as k (event_id, key)
      join stepwell.event e on e.id = k.event_id
      order by e.accepted_at, e.id
      on conflict do nothing""";

  static final String KEYED_SINCE =
      "update stepwell.wait_shape set keyed_since = ? where event = ? and fields = ?::text[]";

  private static final int MAX_PAGES = 5;

  private final Json json;

  EventKeys(Json json) {
    this.json = json;
  }

  private record Page(
      List<Keyed> keys, int events, @Nullable Instant oldest) {}

  private record Keyed(String eventId, String key) {}

  /** Stores more keys of a settled shape, the newest first, as far back as is wanted; in steps, so that no transaction is long. */
  State extend(Connection connection, WaitShape shape, State state) throws SQLException {
    Instant since = state.keyedSince();
    for (int i = 0; i < MAX_PAGES && since.isAfter(state.wantedSince()); i++) {
      Page page = page(connection, shape, state.wantedSince(), since);
      store(connection, page.keys);
      since = page.events < 1000 || page.oldest == null ? state.wantedSince() : page.oldest;
    }
    try (PreparedStatement update = connection.prepareStatement(KEYED_SINCE)) {
      update.setObject(1, time(since));
      update.setString(2, shape.event());
      update.setArray(3, connection.createArrayOf("text", shape.fields().toArray()));
      update.executeUpdate();
    }
    return state.keyed(since);
  }

  /** Stores the keys of all events accepted since then that can be seen now, without claiming that there are no others. */
  int storeVisible(Connection connection, WaitShape shape, Instant since) throws SQLException {
    Instant until = Instant.MAX;
    int stored = 0;
    while (true) {
      Page page = page(connection, shape, since, until);
      stored += store(connection, page.keys);
      if (page.events < 1000 || page.oldest == null || page.oldest.equals(until)) {
        return stored;
      }
      until = page.oldest;
    }
  }

  private Page page(Connection connection, WaitShape shape, Instant since, Instant until)
      throws SQLException {
    List<Keyed> keys = new ArrayList<>();
    int events = 0;
    Instant oldest = null;
    try (PreparedStatement select = connection.prepareStatement(EVENTS_BEFORE)) {
      select.setString(1, shape.event());
      select.setObject(2, time(since));
      select.setObject(3, until.equals(Instant.MAX) ? OffsetDateTime.MAX : time(until));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          events++;
          oldest = Sql.instant(rows, "accepted_at");
          String key = key(rows.getString("data"), shape);
          if (key != null) {
            keys.add(new Keyed(rows.getString("id"), key));
          }
        }
      }
    }
    return new Page(keys, events, oldest);
  }

  /** Also null for values of earlier releases that no release can read. */
  private @Nullable String key(String data, WaitShape shape) {
    try {
      return json.key(data, shape.fields());
    } catch (JsonException e) {
      return null;
    }
  }

  private static int store(Connection connection, List<Keyed> keys) throws SQLException {
    if (keys.isEmpty()) {
      return 0;
    }
    Sql.identify(connection);
    try (PreparedStatement insert = connection.prepareStatement(STORE)) {
      insert.setArray(1, texts(connection, keys, Keyed::eventId));
      insert.setArray(2, texts(connection, keys, Keyed::key));
      return insert.executeUpdate();
    }
  }
}
