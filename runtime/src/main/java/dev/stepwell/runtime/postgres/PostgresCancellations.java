package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.EventMatching;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.Cancellations;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Cancels runs by call. */
final class PostgresCancellations implements Cancellations {
  /**
   * The data of live runs that may match. JSON text without a backslash is stored literally, so data without this text
   * does not match. Everything else is compared in Java by keys, because jsonb supports neither the character 0 nor
   * lone surrogates.
   */
  static final String LIVE = """
      select r.id, e.data from stepwell.run r
      join stepwell.event e on e.id = r.event_id
      where r.function_id = ? and r.status in ('queued', 'running', 'waiting')
        and (r.due_at is not null or r.status = 'running')
        and (strpos(e.data::text, chr(92)) > 0 or strpos(e.data::text, ?) > 0)""";

  /**
   * The data of scheduled events that may match, compared as above. Waits for those that are firing, whose runs are live then.
   */
  static final String SCHEDULED = """
      select d.event_id, e.data from stepwell.deferred d
      join stepwell.event e on e.id = d.event_id
      where d.effects = 'all' and (strpos(e.data::text, chr(92)) > 0 or strpos(e.data::text, ?) > 0)
      order by d.event_id
      for key share of d""";

  static final String CANCEL_START = """
      insert into stepwell.cancelled_start (event_id, function_id) select unnest(?::text[]), ?
      on conflict do nothing""";

  static final String LIVE_OF_FUNCTION = """
      select id from stepwell.run
      where function_id = ? and status in ('queued', 'running', 'waiting') and (due_at is not null or status = 'running')
      limit ?""";

  private static final int FETCHED_AT_ONCE = 500;

  private final InTransaction transaction;
  private final Clock clock;
  private final Json json;

  private PostgresCancellations(InTransaction transaction, Clock clock, Json json) {
    this.transaction = transaction;
    this.clock = clock;
    this.json = json;
  }

  /** Each call is its own transaction. */
  static PostgresCancellations on(DataSource dataSource, Clock clock, Json json) {
    return new PostgresCancellations(
        (what, work) -> Database.<Set<UUID>>run(dataSource, what, work), clock, json);
  }

  /** All calls belong to a transaction that the caller began and will commit or roll back. */
  static PostgresCancellations in(Connection transaction, Clock clock, Json json) {
    return new PostgresCancellations(
        (what, work) -> CallerTransaction.run(transaction, what, work), clock, json);
  }

  /** Executes work in a transaction. */
  private interface InTransaction {
    Set<UUID> run(String what, Database.Work<Set<UUID>> work);
  }

  @Override
  public Set<UUID> cancel(UUID runId) {
    return transaction.run(
        "cancel a run", connection -> cancel(connection, List.of(runId), Run.BY_CALL, clock));
  }

  @Override
  public Set<UUID> cancel(String functionId, String data) {
    EventMatching match = new EventMatching(json, data);
    return transaction.run("cancel the runs of a function", connection -> {
      cancelStarts(connection, functionId, scheduled(connection, match));
      return cancel(connection, live(connection, functionId, match), Run.BY_CALL, clock);
    });
  }

  private static List<String> scheduled(Connection connection, EventMatching match)
      throws SQLException {
    List<String> scheduled = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SCHEDULED)) {
      select.setFetchSize(FETCHED_AT_ONCE);
      select.setString(1, match.containedText());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (match.admits(rows.getString("data"))) {
            scheduled.add(rows.getString("event_id"));
          }
        }
      }
    }
    return scheduled;
  }

  private static void cancelStarts(Connection connection, String functionId, List<String> events)
      throws SQLException {
    if (!events.isEmpty()) {
      try (PreparedStatement insert = connection.prepareStatement(CANCEL_START)) {
        insert.setArray(1, connection.createArrayOf("text", events.toArray()));
        insert.setString(2, functionId);
        insert.executeUpdate();
      }
    }
  }

  private static List<UUID> live(Connection connection, String functionId, EventMatching match)
      throws SQLException {
    List<UUID> live = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LIVE)) {
      select.setFetchSize(FETCHED_AT_ONCE);
      select.setString(1, functionId);
      select.setString(2, match.containedText());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (match.admits(rows.getString("data"))) {
            live.add(Sql.uuid(rows, "id"));
          }
        }
      }
    }
    return live;
  }

  @Override
  public Set<UUID> cancelRetired(String functionId, int max) {
    return transaction.run("cancel the runs of a retired function", connection -> {
      try (PreparedStatement select = connection.prepareStatement(LIVE_OF_FUNCTION)) {
        select.setString(1, functionId);
        select.setInt(2, max);
        return cancel(connection, AppendStatements.uuidsOf(select), Run.BY_RETIREMENT, clock);
      }
    });
  }

  /** Cancels those of these runs that are live, and the runs that they wait for; returns them. */
  static Set<UUID> cancel(Connection connection, Collection<UUID> runs, String by, Clock clock)
      throws SQLException {
    Notices notices = new Notices();
    Set<UUID> cancelled = new RunEndEffects(connection, clock.now(), notices).cancel(runs, by);
    notices.send(connection);
    return cancelled;
  }
}
