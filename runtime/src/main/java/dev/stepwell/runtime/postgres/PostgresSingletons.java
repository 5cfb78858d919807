package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;
import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.Singletons;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Settles the changes of singletons, each key with its row locked. */
final class PostgresSingletons implements Singletons {
  static final String TAKE = """
      with due as (
        select number from stepwell.singleton_change
        where due_at <= ?
        order by due_at
        limit ?
        for update skip locked
      )
      delete from stepwell.singleton_change c using due where c.number = due.number
      returning c.run_id""";

  static final String LOCK = """
      select s.function_id, s.key
      from (
        select f.function_id, f.key from stepwell.singleton f where f.run_id = any (?)
        union
        select f.function_id, f.key from stepwell.singleton f where f.next_run_id = any (?)
      ) as found
      join stepwell.singleton s on s.function_id = found.function_id and s.key = found.key
      order by s.function_id, s.key
      for update of s skip locked""";

  /** Those whose singleton a sender holds, in a transaction that may be open for long. */
  static final String HELD = """
      select c.run_id from unnest(?::uuid[]) as c (run_id)
      where exists (
        select from stepwell.singleton s
        where c.run_id in (s.run_id, s.next_run_id) and not exists (
          select from unnest(?::text[], ?::text[]) as k (function_id, key)
          where k.function_id = s.function_id and k.key = s.key))""";

  /** As of after the lock. A run that is executing is cancelled only if no other transaction is changing it. */
  static final String READ = """
      select s.function_id, s.key, s.run_id, s.cancelling, s.next_run_id,
        coalesce(current.ended_at is null and current.id is not null, false) as current_lives,
        coalesce(next.ended_at is null and next.id is not null, false) as next_lives,
        exists (select from stepwell.stopping_run t where t.run_id = s.run_id) as stopping
      from stepwell.singleton s
      join unnest(?::text[], ?::text[]) as k (function_id, key) on s.function_id = k.function_id and s.key = k.key
      left join stepwell.run current on current.id = s.run_id
      left join stepwell.run next on next.id = s.next_run_id""";

  /**
   * Passes over what somebody else is changing just now, for whom this one must not wait while it holds the rows of keys. Skips a
   * worker that is being removed: it executes no runs, and its removal locks it before its runs.
   */
  static final String CANCEL = """
      with live as (
        select r.id, r.worker_id from stepwell.run r
        where r.id = any (?) and r.status in ('queued', 'running', 'waiting')
        order by r.id
        for no key update skip locked
      ), cancelled as (
        update stepwell.run r
        set status = 'cancelled', worker_id = null, due_at = null, ended_at = ?, cancelled_by = ?
        from live where r.id = live.id
        returning r.id
      ), stopping as (
        insert into stepwell.stopping_run (run_id, worker_id)
        select live.id, holder.id
        from live
        cross join lateral (
          select w.id from stepwell.worker w where w.id = live.worker_id for key share skip locked
        ) as holder
        on conflict do nothing
      ), forgotten as (
        delete from stepwell.cancellation c using cancelled where c.run_id = cancelled.id
      )
      select id from cancelled""";

  /** Those that still gather events are due later. */
  static final String PROMOTE = """
      with promoted as (
        update stepwell.run r
        set status = case when r.gathered_at > given.now then 'waiting' else 'queued' end,
          due_at = case when r.gathered_at > given.now then r.gathered_at
            else given.now - coalesce(r.head_start, 0) * interval '1 second' end
        from (select ?::timestamptz as now) as given
        where r.id = any (?) and r.status = 'waiting' and r.started_at is null
        returning r.status, r.due_at
      ), moved as (
        update stepwell.singleton
        set run_id = next_run_id, next_run_id = null, cancelling = false
        where next_run_id = any (?)
      )
      select due_at from promoted where status = 'waiting'""";

  static final String FREE = "delete from stepwell.singleton where run_id = any (?)";

  static final String FORGET_NEXT = """
      update stepwell.singleton set next_run_id = null, cancelling = false where run_id = any (?)""";

  static final String STOPPED = """
      with stopped as (
        delete from stepwell.stopping_run where run_id = any (?) and worker_id = ? returning run_id
      )
      insert into stepwell.singleton_change (run_id, due_at) select run_id, ? from stopped""";

  /** How soon a run is looked at again that its worker has not stopped, or that somebody else is changing. */
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final DataSource dataSource;
  private final Clock clock;

  PostgresSingletons(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** What is to be done, by the state of each key. */
  private static final class Plan {
    private final List<UUID> cancel = new ArrayList<>();
    private final List<UUID> promote = new ArrayList<>();
    private final List<UUID> free = new ArrayList<>();
    private final List<UUID> forgetNext = new ArrayList<>();
    private final Set<UUID> again = new HashSet<>();

    private void add(ResultSet row) throws SQLException {
      UUID current = Sql.uuid(row, "run_id");
      UUID next = row.getBoolean("next_lives") ? Sql.uuid(row, "next_run_id") : null;
      if (row.getBoolean("current_lives")) {
        if (next == null && row.getObject("next_run_id") != null) {
          forgetNext.add(current);
        } else if (next != null && row.getBoolean("cancelling")) {
          cancel.add(current);
        }
      } else if (row.getBoolean("stopping")) {
        again.add(current);
      } else if (next == null) {
        free.add(current);
      } else {
        promote.add(next);
      }
    }
  }

  @Override
  public Settled settle(Instant now, int max) {
    try {
      return settleDue(now, max);
    } catch (PostgresException e) {
      if (!e.isBlocked()) {
        throw e;
      }
      return new Settled(0, Set.of(), clock.now().plus(AGAIN));
    }
  }

  private Settled settleDue(Instant now, int max) {
    return Database.begun(dataSource, "settle singletons", connection -> {
      TransactionStart.BRIEFLY.on(connection);
      List<UUID> changed = take(connection, now, max);
      if (changed.isEmpty()) {
        return new Settled(0, Set.of(), null);
      }
      List<RuleKey> locked = lock(connection, changed);
      Plan plan = plan(connection, locked);
      plan.again.addAll(held(connection, changed, locked));
      Notices notices = new Notices();
      Set<UUID> cancelled = cancel(connection, plan, notices);
      promote(connection, plan.promote, notices);
      change(connection, FREE, plan.free);
      change(connection, FORGET_NEXT, plan.forgetNext);
      Instant again = plan.again.isEmpty() ? null : clock.now().plus(AGAIN);
      if (again != null) {
        SingletonStatements.change(connection, plan.again, again);
      }
      notices.send(connection);
      return new Settled(changed.size(), cancelled, again);
    });
  }

  private static List<UUID> take(Connection connection, Instant now, int max) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(TAKE)) {
      delete.setObject(1, time(now));
      delete.setInt(2, max);
      return List.copyOf(AppendStatements.uuidsOf(delete));
    }
  }

  private static List<RuleKey> lock(Connection connection, List<UUID> changed) throws SQLException {
    List<RuleKey> ids = new ArrayList<>();
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setArray(1, uuids(connection, changed));
      lock.setArray(2, uuids(connection, changed));
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          ids.add(RuleKey.of(rows));
        }
      }
    }
    return ids;
  }

  private static Set<UUID> held(Connection connection, List<UUID> changed, List<RuleKey> locked)
      throws SQLException {
    if (locked.size() >= changed.size()) {
      return Set.of();
    }
    try (PreparedStatement select = connection.prepareStatement(HELD)) {
      select.setArray(1, uuids(connection, changed));
      select.setArray(2, Sql.texts(connection, locked, RuleKey::functionId));
      select.setArray(3, Sql.texts(connection, locked, RuleKey::key));
      return AppendStatements.uuidsOf(select);
    }
  }

  private static Plan plan(Connection connection, List<RuleKey> ids) throws SQLException {
    Plan plan = new Plan();
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      RuleKey.set(connection, read, ids);
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          plan.add(rows);
        }
      }
    }
    return plan;
  }

  /** Their singletons are looked at again, when what was cancelled has ended for everybody. */
  private Set<UUID> cancel(Connection connection, Plan plan, Notices notices) throws SQLException {
    if (plan.cancel.isEmpty()) {
      return Set.of();
    }
    try (PreparedStatement cancel = connection.prepareStatement(CANCEL)) {
      cancel.setArray(1, uuids(connection, plan.cancel));
      cancel.setObject(2, time(clock.now()));
      cancel.setString(3, Run.BY_SINGLETON);
      Set<UUID> cancelled = AppendStatements.uuidsOf(cancel);
      plan.again.addAll(plan.cancel);
      plan.again.removeAll(cancelled);
      return new RunEndEffects(connection, clock.now(), notices).cancelled(cancelled);
    }
  }

  private void promote(Connection connection, List<UUID> next, Notices notices)
      throws SQLException {
    if (next.isEmpty()) {
      return;
    }
    try (PreparedStatement promote = connection.prepareStatement(PROMOTE)) {
      promote.setObject(1, time(clock.now()));
      promote.setArray(2, uuids(connection, next));
      promote.setArray(3, uuids(connection, next));
      try (ResultSet rows = promote.executeQuery()) {
        while (rows.next()) {
          notices.runsAreDueAt(Sql.instant(rows, "due_at"));
        }
      }
    }
    notices.runsAreDue();
  }

  private static void change(Connection connection, String statement, List<UUID> runs)
      throws SQLException {
    if (runs.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(statement)) {
      update.setArray(1, uuids(connection, runs));
      update.executeUpdate();
    }
  }

  @Override
  public void stopped(UUID workerId, Collection<UUID> runIds) {
    Database.run(dataSource, "store that cancelled runs have stopped", connection -> {
      try (PreparedStatement delete = connection.prepareStatement(STOPPED)) {
        delete.setArray(1, uuids(connection, runIds));
        delete.setObject(2, workerId);
        delete.setObject(3, time(clock.now()));
        return delete.executeUpdate();
      }
    });
  }
}
