package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Settles the effects of events that come later. */
final class PostgresDeferredEvents implements DeferredEvents {
  static final String TAKE = """
      delete from stepwell.deferred d
      using (
        select event_id from stepwell.deferred where due_at <= ? order by due_at limit ? for update skip locked
      ) as due, stepwell.event e
      where d.event_id = due.event_id and e.id = d.event_id
      returning e.id, e.name, e.data, e.time, e.accepted_at, d.effects""";

  /**
   * Where several of these events would end a wait, the first does. One that a wait of the same run has found by looking back is
   * not for that run's next wait; it is known by how its JSON begins, as Java or Postgres write it, for an operator that looks into
   * JSON refuses text with an escaped character 0.
   */
  static final String END_WAITS = """
      with chosen as (
        select distinct on (w.run_id, w.step_id) w.run_id, w.step_id, k.event_id
        from unnest(?::text[], ?::text[], ?::text[]) with ordinality as k (event, key, event_id, number)
        join stepwell.wait w on w.key = k.key and w.event = k.event
        where not exists (
          select from stepwell.step s
          where s.run_id = w.run_id and s.kind = 'wait' and s.status = 'completed'
            and (starts_with(s.result::text, '{"id":' || to_json(k.event_id)::text || ',')
              or starts_with(s.result::text, '{"id" : ' || to_json(k.event_id)::text || ',')))
        order by w.run_id, w.step_id, k.number
      ), ended as (
        delete from stepwell.wait w using chosen
        where w.run_id = chosen.run_id and w.step_id = chosen.step_id
        returning w.run_id, w.step_id, chosen.event_id
      )
      update stepwell.step s
      set status = 'completed', attempts = 1, due_at = null, ended_at = ?,
        result = json_build_object('id', e.id, 'name', e.name, 'data', e.data)
      from ended
      join stepwell.event e on e.id = ended.event_id
      where s.run_id = ended.run_id and s.id = ended.step_id and s.status = 'waiting'
      returning s.run_id""";

  private static final String BEGIN = TransactionStart.BY_KEYS.then(Sql.IDENTIFY);

  private final DataSource dataSource;
  private final Clock clock;

  PostgresDeferredEvents(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  private record Key(MatchKey key, String eventId) {}

  private record Due(Instant acceptedAt, Effects effects, Dispatch dispatch) {}

  @Override
  public Settled settle(Instant now, int most, long functionsVersion, Matcher matcher) {
    return Database.begun(dataSource, "settle the effects of events", connection -> {
      identify(connection);
      if (GroupTransaction.functionsVersion(connection) != functionsVersion) {
        return new Settled(0, Set.of(), true);
      }
      List<Due> due = take(connection, now, most, matcher);
      Notices notices = new Notices();
      Set<UUID> cancelled = store(connection, due, notices);
      notices.send(connection);
      return new Settled(due.size(), cancelled, false);
    });
  }

  private static void identify(Connection connection) throws SQLException {
    try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
      begin.execute();
    }
  }

  private static List<Due> take(Connection connection, Instant now, int most, Matcher matcher)
      throws SQLException {
    List<Due> taken = new ArrayList<>();
    try (PreparedStatement delete = connection.prepareStatement(TAKE)) {
      delete.setObject(1, time(now));
      delete.setInt(2, most);
      try (ResultSet rows = delete.executeQuery()) {
        while (rows.next()) {
          Effects effects = Effects.ofWord(rows.getString("effects"));
          Dispatch dispatch = matcher.match(PostgresRuns.event(rows), effects);
          taken.add(new Due(Sql.instant(rows, "accepted_at"), effects, dispatch));
        }
      }
    }
    taken.sort(Comparator.comparing(Due::acceptedAt));
    return taken;
  }

  private Set<UUID> store(Connection connection, List<Due> due, Notices notices)
      throws SQLException {
    StartStatements starts = new StartStatements(connection, clock.now(), null, notices);
    Set<UUID> cancelled = new HashSet<>();
    List<Key> keys = new ArrayList<>();
    List<Dispatch> starting = new ArrayList<>();
    for (Due one : due) {
      Dispatch dispatch = one.dispatch;
      if (!dispatch.cancels().isEmpty()) {
        starts.start(starting);
        starting.clear();
        Instant startedUntil = one.effects == Effects.ALL ? null : one.acceptedAt;
        cancelled.addAll(starts.cancel(dispatch, startedUntil));
      }
      starting.add(dispatch);
      dispatch.wakes().forEach(key -> keys.add(new Key(key, dispatch.event().id())));
    }
    starts.start(starting);
    endWaits(connection, keys, notices);
    return cancelled;
  }

  private void endWaits(Connection connection, List<Key> keys, Notices notices)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement end = connection.prepareStatement(END_WAITS)) {
      end.setArray(1, texts(connection, keys, k -> k.key.event()));
      end.setArray(2, texts(connection, keys, k -> k.key.key()));
      end.setArray(3, texts(connection, keys, Key::eventId));
      end.setObject(4, time(clock.now()));
      new Aftermath(connection, clock.now(), notices).wake(AppendStatements.uuidsOf(end));
    }
  }
}
