package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.StoredEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds events to runs that gather several before they start. */
final class GatherStatements {
  /** Those that no worker has taken. Whoever claims runs passes over them from now on. */
  static final String HOLD = """
      select r.id from stepwell.run r
      where r.id = any (?) and r.status = 'waiting' and r.started_at is null
      order by r.id
      for no key update""";

  /** A run that waits for the end of another one, as that of a singleton, is moved by that end alone. */
  static final String MOVE = """
      update stepwell.run r
      set due_at = case when r.due_at = 'infinity' then r.due_at
            else to_timestamp(m.due_at / 1000000) + mod(m.due_at, 1000000) * interval '1 microsecond'
              - case when m.closed then coalesce(r.head_start, 0) else 0 end * interval '1 second' end,
        status = case when m.closed and r.due_at <> 'infinity' then 'queued' else r.status end,
        gathered_at = to_timestamp(m.due_at / 1000000) + mod(m.due_at, 1000000) * interval '1 microsecond',
        event_id = coalesce(m.event_id, r.event_id)
      from unnest(?::uuid[], ?::bigint[], ?::boolean[], ?::text[]) as m (run_id, due_at, closed, event_id)
      where r.id = m.run_id""";

  static final String LISTEN_NO_MORE = "delete from stepwell.cancellation where run_id = any (?)";

  static final String LINK = """
      insert into stepwell.gathered_event (run_id, event_id)
      select l.run_id, l.event_id
      from unnest(?::uuid[], ?::text[]) with ordinality as l (run_id, event_id, number)
      order by l.number""";

  static final String EVENTS = """
      select g.run_id, e.id, e.name, e.data, e.time, e.headers
      from stepwell.gathered_event g
      join stepwell.event e on e.id = g.event_id
      where g.run_id = any (?)
      order by g.run_id, g.number""";

  static final String COPY = """
      with copied as (
        insert into stepwell.gathered_event (run_id, event_id)
        select ?, g.event_id from stepwell.gathered_event g where g.run_id = ? order by g.number
        returning run_id
      )
      update stepwell.run set ruled = true where id = ? and exists (select from copied)""";

  /**
   * A run that is stored already, as it is from now on.
   *
   * @param dueAt when it starts
   * @param closed whether it starts now and gathers no more
   * @param eventId the event that it gets instead of its present one; null for that one
   * @param cancelledBy what cancels it then
   */
  record Moved(
      UUID runId,
      Instant dueAt,
      boolean closed,
      @Nullable String eventId,
      List<MatchKey> cancelledBy) {}

  /** One of the events of a run. */
  record Link(UUID runId, String eventId) {}

  private final Connection connection;
  private final Notices notices;

  GatherStatements(Connection connection, Notices notices) {
    this.connection = connection;
    this.notices = notices;
  }

  /** Holds those of the runs that have not started. */
  Set<UUID> hold(Collection<UUID> runs) throws SQLException {
    if (runs.isEmpty()) {
      return new HashSet<>();
    }
    try (PreparedStatement hold = connection.prepareStatement(HOLD)) {
      hold.setArray(1, uuids(connection, runs));
      return AppendStatements.uuidsOf(hold);
    }
  }

  void move(List<Moved> runs) throws SQLException {
    if (runs.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(MOVE)) {
      update.setObject(1, UuidArray.of(runs, Moved::runId));
      update.setArray(2, Sql.micros(connection, runs, Moved::dueAt));
      update.setArray(
          3,
          connection.createArrayOf(
              "bool", runs.stream().map(Moved::closed).toArray(Boolean[]::new)));
      update.setArray(4, texts(connection, runs, Moved::eventId));
      update.executeUpdate();
    }
    for (Moved run : runs) {
      if (run.closed) {
        notices.runsAreDue();
      } else {
        notices.runsAreDueAt(run.dueAt);
      }
    }
    List<Moved> replaced = runs.stream().filter(run -> run.eventId != null).toList();
    if (!replaced.isEmpty()) {
      try (PreparedStatement delete = connection.prepareStatement(LISTEN_NO_MORE)) {
        delete.setArray(1, uuids(connection, replaced.stream().map(Moved::runId).toList()));
        delete.executeUpdate();
      }
      listen(replaced);
    }
  }

  private void listen(List<Moved> runs) throws SQLException {
    List<Listening> keys = new ArrayList<>();
    for (Moved run : runs) {
      run.cancelledBy.forEach(key -> keys.add(new Listening(run.runId, key)));
    }
    Listening.store(connection, keys);
  }

  /** The events of those of these runs that have gathered some, in the order of their arrival. */
  static Map<UUID, List<StoredEvent>> events(Connection connection, Collection<UUID> runs)
      throws SQLException {
    Map<UUID, List<StoredEvent>> events = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
      select.setArray(1, uuids(connection, runs));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          events
              .computeIfAbsent(Sql.uuid(rows, "run_id"), id -> new ArrayList<>())
              .add(PostgresRuns.event(rows));
        }
      }
    }
    return events;
  }

  /** Gives a rerun the events of the run that it repeats. */
  static void copy(Connection connection, UUID rerun, UUID of) throws SQLException {
    try (PreparedStatement copy = connection.prepareStatement(COPY)) {
      copy.setObject(1, rerun);
      copy.setObject(2, of);
      copy.setObject(3, rerun);
      copy.executeUpdate();
    }
  }

  void link(List<Link> links) throws SQLException {
    if (links.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(LINK)) {
      insert.setObject(1, UuidArray.of(links, Link::runId));
      insert.setArray(2, texts(connection, links, Link::eventId));
      insert.executeUpdate();
    }
  }
}
