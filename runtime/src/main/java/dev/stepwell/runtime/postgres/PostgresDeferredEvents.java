package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.contract.Identifiers;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.postgres.WaitStatements.Locked;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.LogLimiter;
import java.io.Serial;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles the effects of events that come later. */
final class PostgresDeferredEvents implements DeferredEvents {
  static final String TAKE = """
      delete from stepwell.deferred d
      using (
        select event_id from stepwell.deferred where due_at <= ? order by due_at limit ? for update skip locked
      ) as due, stepwell.event e
      where d.event_id = due.event_id and e.id = d.event_id
      returning e.id, e.name, e.data, e.time, e.headers, e.accepted_at, d.effects, d.position""";

  /** An event that cannot be settled now is due again after a tenth of the time for which it has been due, within limits. */
  static final String POSTPONE = """
      update stepwell.deferred d
      set due_at = ?::timestamptz + least(?::interval, greatest(?::interval,
        (?::timestamptz - case when d.effects = 'all' then e.time else e.accepted_at end) / 10))
      from stepwell.event e
      where e.id = d.event_id and d.event_id = any (?)""";

  /**
   * Stores the keys of a scheduled event, which waits see as accepted when it fires, and keys that a sender of an
   * earlier release has not stored.
   */
  static final String STORE_KEYS = """
      insert into stepwell.event_key (event_id, event, key, accepted_at)
      select k.event_id, k.event, k.key, k.accepted_at
      from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])
        with ordinality as k (event_id, event, key, accepted_at, number)
      order by k.number
      on conflict do nothing""";

  /** Waits for a worker that is firing the event, and then finds it fired. */
  static final String WITHDRAW = """
      with withdrawn as (
        delete from stepwell.deferred d
        where d.event_id = ? and d.effects = 'all' and d.position is not null
        returning d.event_id
      ), forgotten as (
        delete from stepwell.cancelled_start c using withdrawn where c.event_id = withdrawn.event_id
      )
      delete from stepwell.event e using withdrawn where e.id = withdrawn.event_id""";

  static final String IS_STORED = "select 1 from stepwell.event where id = ?";

  /** The runs of scheduled events that an event was to cancel which was accepted between the send and the firing. */
  static final String CANCEL_STARTED = """
      with cancelling as (
        select distinct on (s.run_id) s.run_id, k.event_id
        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[])
          as s (run_id, started_by, event, key, position)
        join stepwell.event e on e.id = s.started_by
        join stepwell.event_key k
          on k.event = s.event and k.key_hash = hashtextextended(s.key, 0) and k.key = s.key
        where k.position > s.position and k.accepted_at >= e.accepted_at and k.event_id <> s.started_by
        order by s.run_id, k.position
      ), cancelled as (
        update stepwell.run r
        set status = 'cancelled', worker_id = null, due_at = null, ended_at = ?, cancelled_by = cancelling.event_id
        from cancelling
        where r.id = cancelling.run_id and r.status in ('queued', 'waiting')
        returning r.id
      ), forgotten as (
        delete from stepwell.cancellation c using cancelled where c.run_id = cancelled.id
      )
      select id from cancelled""";

  /** The runs of scheduled events that {@link #CANCEL_STARTED} will cancel. */
  static final String ARE_CANCELLED = """
      select distinct s.run_id as id
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[])
        as s (run_id, started_by, event, key, position)
      join stepwell.event e on e.id = s.started_by
      join stepwell.event_key k
        on k.event = s.event and k.key_hash = hashtextextended(s.key, 0) and k.key = s.key
      where k.position > s.position and k.accepted_at >= e.accepted_at and k.event_id <> s.started_by""";

  /** The runs of scheduled events that {@link #CANCEL_CALLED} will cancel. */
  static final String ARE_CALLED = """
      select s.id
      from unnest(?::uuid[], ?::text[], ?::text[]) as s (id, event_id, function_id)
      join stepwell.cancelled_start c on c.event_id = s.event_id and c.function_id = s.function_id""";

  /** The runs of scheduled events that were cancelled by call before they were started. */
  static final String CANCEL_CALLED = """
      with called as (
        delete from stepwell.cancelled_start c where c.event_id = any (?) returning c.event_id, c.function_id
      ), cancelled as (
        update stepwell.run r
        set status = 'cancelled', worker_id = null, due_at = null, ended_at = ?, cancelled_by = ?
        from unnest(?::uuid[], ?::text[], ?::text[]) as s (id, event_id, function_id)
        join called on called.event_id = s.event_id and called.function_id = s.function_id
        where r.id = s.id and r.status in ('queued', 'waiting')
        returning r.id
      ), forgotten as (
        delete from stepwell.cancellation c using cancelled where c.run_id = cancelled.id
      )
      select id from cancelled""";

  private static final String BEGIN = TransactionStart.BRIEFLY.then(Sql.IDENTIFY);

  /** How long a call of {@link #settle} settles events one by one: its thread has other work. */
  private static final Duration ONE_BY_ONE = Duration.ofMillis(500);

  /** How long a single event waits for another transaction. */
  private static final Duration MAX_WAIT = Duration.ofMillis(50);

  private static final Logger log = LoggerFactory.getLogger(PostgresDeferredEvents.class);

  private final DataSource dataSource;
  private final Clock clock;
  private final LogLimiter limiter = new LogLimiter();

  PostgresDeferredEvents(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  private record Key(MatchKey key, String eventId, Instant acceptedAt) {}

  /** A due event; {@code position} is null unless it is scheduled. */
  private record Due(
      Instant acceptedAt, Effects effects, @Nullable Long position, Dispatch dispatch) {}

  private record Scheduled(NewRun run, MatchKey cancelledBy, String eventId, long position) {}

  @Override
  public boolean withdraw(String eventId) {
    return Database.run(
        dataSource, "withdraw an event", connection -> withdraw(connection, eventId));
  }

  static boolean withdraw(Connection connection, String eventId) throws SQLException {
    if (!Identifiers.isStorable(eventId)) {
      return false;
    }
    try (PreparedStatement delete = connection.prepareStatement(WITHDRAW)) {
      delete.setString(1, eventId);
      return delete.executeUpdate() > 0;
    }
  }

  @Override
  public boolean isStored(String eventId) {
    return Identifiers.isStorable(eventId)
        && Database.read(dataSource, "look for an event", connection -> {
          try (PreparedStatement select = connection.prepareStatement(IS_STORED)) {
            select.setString(1, eventId);
            try (ResultSet rows = select.executeQuery()) {
              return rows.next();
            }
          }
        });
  }

  /** Rolls back, because the effects of some events cannot be determined. */
  private static final class UnmatchedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<String> eventIds;

    UnmatchedException(List<String> eventIds) {
      super(eventIds.size() + " events are postponed", null, false, false);
      this.eventIds = eventIds;
    }
  }

  /** What a call of {@link #settle} has. */
  private record Request(Instant now, long functionsVersion, Matcher matcher) {}

  @Override
  public Settled settle(Instant now, int max, long functionsVersion, Matcher matcher) {
    Request request = new Request(now, functionsVersion, matcher);
    try {
      return settleMatched(request, max, new ArrayList<>());
    } catch (PostgresException e) {
      if (!e.isTimeout()) {
        throw e;
      }
      return settleOneByOne(request, max);
    }
  }

  /** Another transaction, such as a caller's, blocks some events: postpones these, and settles the others. */
  private Settled settleOneByOne(Request request, int max) {
    Set<UUID> cancelled = new HashSet<>();
    long start = System.nanoTime();
    for (int events = 0;
        events < max && System.nanoTime() - start < ONE_BY_ONE.toNanos();
        events++) {
      List<String> taken = new ArrayList<>();
      try {
        Settled settled = settleMatched(request, 1, taken);
        if (settled.events() == 0) {
          return new Settled(events, cancelled, settled.functionsChanged(), false);
        }
        cancelled.addAll(settled.cancelled());
      } catch (PostgresException e) {
        if (!e.isBlocked() || taken.isEmpty()) {
          throw e;
        }
        if (limiter.admits("event")) {
          log.warn("The effects of event {} wait: {}", taken.get(0), e.getMessage());
        }
        postpone(taken, request.now, BLOCKED);
      }
    }
    return new Settled(max, cancelled, true, false);
  }

  private Settled settleMatched(Request request, int max, List<String> taken) {
    while (true) {
      try {
        return settleSome(request, max, taken);
      } catch (UnmatchedException e) {
        postpone(e.eventIds, request.now, UNMATCHED);
      }
    }
  }

  /** The shortest and the longest time, as intervals of Postgres. */
  private record Delay(String min, String max) {}

  private static final Delay UNMATCHED = new Delay("5 seconds", "5 minutes");
  private static final Delay BLOCKED = new Delay("1 second", "5 seconds");

  /** Postpones these events. Those whose sender is withdrawing them stay due. */
  private void postpone(List<String> eventIds, Instant now, Delay delay) {
    try {
      int unused = Database.begun(
          dataSource,
          "postpone the effects of events",
          connection -> postpone(connection, eventIds, now, delay));
    } catch (PostgresException e) {
      if (!e.isBlocked()) {
        throw e;
      }
    }
  }

  private static int postpone(
      Connection connection, List<String> eventIds, Instant now, Delay delay) throws SQLException {
    TransactionStart.BRIEFLY.on(connection);
    try (PreparedStatement update = connection.prepareStatement(POSTPONE)) {
      update.setObject(1, time(now));
      update.setString(2, delay.max);
      update.setString(3, delay.min);
      update.setObject(4, time(now));
      update.setArray(5, texts(connection, eventIds, id -> id));
      return update.executeUpdate();
    }
  }

  private Settled settleSome(Request request, int max, List<String> taken) {
    return Database.begun(dataSource, "settle the effects of events", connection -> {
      identify(connection);
      if (GroupTransaction.functionsVersion(connection) != request.functionsVersion) {
        return Settled.CHANGED;
      }
      if (max == 1) {
        Sql.boundWaits(connection, MAX_WAIT);
      }
      taken.clear();
      List<Due> due = take(connection, request.now, max, request.matcher);
      due.forEach(one -> taken.add(one.dispatch.event().id()));
      Notices notices = new Notices();
      Set<UUID> cancelled = store(connection, due, notices);
      notices.send(connection);
      return new Settled(due.size(), cancelled, due.size() == max, false);
    });
  }

  private static void identify(Connection connection) throws SQLException {
    try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
      begin.execute();
    }
  }

  private static List<Due> take(Connection connection, Instant now, int max, Matcher matcher)
      throws SQLException {
    List<Due> taken = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    try (PreparedStatement delete = connection.prepareStatement(TAKE)) {
      delete.setObject(1, time(now));
      delete.setInt(2, max);
      try (ResultSet rows = delete.executeQuery()) {
        while (rows.next()) {
          Effects effects = Effects.ofWord(rows.getString("effects"));
          StoredEvent event = PostgresRuns.event(rows);
          Dispatch dispatch = matcher.match(event, effects);
          if (dispatch == null) {
            unmatched.add(event.id());
            continue;
          }
          Long position = rows.getObject("position", Long.class);
          taken.add(new Due(Sql.instant(rows, "accepted_at"), effects, position, dispatch));
        }
      }
    }
    if (!unmatched.isEmpty()) {
      throw new UnmatchedException(unmatched);
    }
    taken.sort(Comparator.comparing(Due::acceptedAt));
    return taken;
  }

  private Set<UUID> store(Connection connection, List<Due> due, Notices notices)
      throws SQLException {
    new RuleLocks(connection)
        .holdAll(due.stream().map(one -> List.of(one.dispatch)).toList());
    StartStatements starts = new StartStatements(connection, clock.now(), null, notices);
    storeKeys(connection, due.stream().flatMap(this::cancelling).toList());
    CancelStatements cancels = new CancelStatements(connection, clock.now(), notices);
    Set<UUID> cancelled = new HashSet<>();
    List<Key> keys = new ArrayList<>();
    List<Dispatch> starting = new ArrayList<>();
    Set<UUID> ended = cancelledBeforeTheyBegin(connection, due);
    for (Due one : due) {
      Dispatch dispatch = withoutRules(one.dispatch, ended);
      if (!dispatch.cancels().isEmpty()) {
        starts.start(starting);
        starting.clear();
        Instant startedUntil = one.effects == Effects.ALL ? null : one.acceptedAt;
        cancelled.addAll(cancels.cancel(dispatch, startedUntil));
      }
      starting.add(dispatch);
      Instant acceptedAt = one.effects == Effects.ALL ? clock.now() : one.acceptedAt;
      dispatch.wakes().forEach(key -> keys.add(new Key(key, dispatch.event().id(), acceptedAt)));
    }
    starts.start(starting);
    cancelled.addAll(cancelStarted(connection, due, notices));
    cancelled.addAll(cancelCalled(connection, due, notices));
    endWaits(connection, keys, notices);
    return cancelled;
  }

  /** The runs that are cancelled in the end: no rule may join, replace, skip or count anything for them. */
  private static Set<UUID> cancelledBeforeTheyBegin(Connection connection, List<Due> due)
      throws SQLException {
    Set<UUID> cancelled = new HashSet<>();
    List<Scheduled> byEvent = scheduled(due);
    if (!byEvent.isEmpty()) {
      try (PreparedStatement select = connection.prepareStatement(ARE_CANCELLED)) {
        setScheduled(connection, select, byEvent);
        cancelled.addAll(AppendStatements.uuidsOf(select));
      }
    }
    List<Started> byCall = startedBySchedule(due);
    if (!byCall.isEmpty()) {
      try (PreparedStatement select = connection.prepareStatement(ARE_CALLED)) {
        setStarted(connection, select, 1, byCall);
        cancelled.addAll(AppendStatements.uuidsOf(select));
      }
    }
    return cancelled;
  }

  private static Dispatch withoutRules(Dispatch dispatch, Set<UUID> cancelled) {
    return dispatch.starts().stream().noneMatch(run -> cancelled.contains(run.id()))
        ? dispatch
        : dispatch.starting(
            run -> cancelled.contains(run.id()) ? run.cancelledBeforeItBegins() : run);
  }

  /** What events cancel that are due together with scheduled events. */
  private Stream<Key> cancelling(Due due) {
    Instant acceptedAt = due.effects == Effects.ALL ? clock.now() : due.acceptedAt;
    return due.dispatch.cancels().stream()
        .map(key -> new Key(key, due.dispatch.event().id(), acceptedAt));
  }

  private Set<UUID> cancelStarted(Connection connection, List<Due> due, Notices notices)
      throws SQLException {
    List<Scheduled> runs = scheduled(due);
    if (runs.isEmpty()) {
      return Set.of();
    }
    try (PreparedStatement cancel = connection.prepareStatement(CANCEL_STARTED)) {
      setScheduled(connection, cancel, runs);
      cancel.setObject(6, time(clock.now()));
      return new RunEndEffects(connection, clock.now(), notices)
          .cancelled(AppendStatements.uuidsOf(cancel));
    }
  }

  /** The runs of scheduled events, each with each key that cancels it. */
  private static List<Scheduled> scheduled(List<Due> due) {
    List<Scheduled> runs = new ArrayList<>();
    for (Due one : due) {
      Long position = one.position;
      if (position == null) {
        continue;
      }
      for (NewRun run : one.dispatch.starts()) {
        for (MatchKey key : run.cancelledBy()) {
          runs.add(new Scheduled(run, key, one.dispatch.event().id(), position));
        }
      }
    }
    return runs;
  }

  private static void setScheduled(
      Connection connection, PreparedStatement statement, List<Scheduled> runs)
      throws SQLException {
    statement.setArray(1, texts(connection, runs, s -> s.run.id()));
    statement.setArray(2, texts(connection, runs, Scheduled::eventId));
    statement.setArray(3, texts(connection, runs, s -> s.cancelledBy.event()));
    statement.setArray(4, texts(connection, runs, s -> s.cancelledBy.key()));
    statement.setArray(5, texts(connection, runs, Scheduled::position));
  }

  private record Started(NewRun run, String eventId) {}

  private Set<UUID> cancelCalled(Connection connection, List<Due> due, Notices notices)
      throws SQLException {
    List<Dispatch> scheduled =
        due.stream().filter(one -> one.position != null).map(Due::dispatch).toList();
    if (scheduled.isEmpty()) {
      return Set.of();
    }
    try (PreparedStatement cancel = connection.prepareStatement(CANCEL_CALLED)) {
      cancel.setArray(1, texts(connection, scheduled, one -> one.event().id()));
      cancel.setObject(2, time(clock.now()));
      cancel.setString(3, Run.BY_CALL);
      setStarted(connection, cancel, 4, startedBySchedule(due));
      return new RunEndEffects(connection, clock.now(), notices)
          .cancelled(AppendStatements.uuidsOf(cancel));
    }
  }

  private static List<Started> startedBySchedule(List<Due> due) {
    return due.stream()
        .filter(one -> one.position != null)
        .map(Due::dispatch)
        .flatMap(
            one -> one.starts().stream().map(run -> new Started(run, one.event().id())))
        .toList();
  }

  private static void setStarted(
      Connection connection, PreparedStatement statement, int first, List<Started> runs)
      throws SQLException {
    statement.setArray(first, texts(connection, runs, s -> s.run.id()));
    statement.setArray(first + 1, texts(connection, runs, Started::eventId));
    statement.setArray(first + 2, texts(connection, runs, s -> s.run.functionId()));
  }

  private static void storeKeys(Connection connection, List<Key> keys) throws SQLException {
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
  }

  private void endWaits(Connection connection, List<Key> keys, Notices notices)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    storeKeys(connection, keys);
    Set<MatchKey> waited = keys.stream().map(Key::key).collect(Collectors.toSet());
    Locked runs = WaitStatements.lockRuns(connection, waited);
    Set<UUID> woken = new HashSet<>();
    WaitStatements.end(connection, waited, runs, false, clock.now())
        .forEach(ended -> woken.add(ended.runId()));
    new RunEndEffects(connection, clock.now(), notices).wake(woken);
  }
}
