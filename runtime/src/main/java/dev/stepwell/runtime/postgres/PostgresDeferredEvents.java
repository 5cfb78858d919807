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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
   * Of a scheduled event, which is accepted for waits when it fires; and what a sender of an earlier release has not stored of
   * others.
   */
  static final String STORE_KEYS = """
      insert into stepwell.event_key (event_id, event, key, accepted_at)
      select k.event_id, k.event, k.key, k.accepted_at
      from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])
        with ordinality as k (event_id, event, key, accepted_at, number)
      order by k.number
      on conflict do nothing""";

  private static final String BEGIN = TransactionStart.BY_KEYS.then(Sql.IDENTIFY);

  private final DataSource dataSource;
  private final Clock clock;

  PostgresDeferredEvents(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  private record Key(MatchKey key, String eventId, Instant acceptedAt) {}

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
      Instant acceptedAt = one.effects == Effects.ALL ? clock.now() : one.acceptedAt;
      dispatch.wakes().forEach(key -> keys.add(new Key(key, dispatch.event().id(), acceptedAt)));
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
    try (PreparedStatement store = connection.prepareStatement(STORE_KEYS)) {
      store.setArray(1, texts(connection, keys, Key::eventId));
      store.setArray(2, texts(connection, keys, k -> k.key.event()));
      store.setArray(3, texts(connection, keys, k -> k.key.key()));
      store.setArray(4, texts(connection, keys, Key::acceptedAt));
      store.executeUpdate();
    }
    Set<MatchKey> waited = keys.stream().map(Key::key).collect(Collectors.toSet());
    Collection<UUID> runs = WaitStatements.lockRuns(connection, waited);
    Set<UUID> woken = new HashSet<>();
    WaitStatements.end(connection, waited, runs, false, clock.now())
        .forEach(ended -> woken.add(ended.runId()));
    new Aftermath(connection, clock.now(), notices).wake(woken);
  }
}
