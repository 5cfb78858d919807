package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.codec.HeadersJson;
import dev.stepwell.runtime.model.Deferral;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.time.TimeRange;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores events with what they set off. */
final class AppendStatements {
  /** Names the events that are new only if some are not. */
  static final String APPEND = """
      with accepted as (
        insert into stepwell.event (id, name, data, time, accepted_at, data_bytes, headers)
        select e.id, e.name, e.data::json,
          to_timestamp(e.time / 1000000) + mod(e.time, 1000000) * interval '1 microsecond', ?, octet_length(e.data),
          e.headers::json
        from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[]) as e (id, name, data, time, headers)
        on conflict (id) do nothing
        returning id
      )
      select case when count(*) = ? then null else coalesce(array_agg(id), '{}') end as ids from accepted""";

  /** Keys are stored in the order of the events, which is the order of their positions. */
  static final String DEFER = """
      with keyed as (
        insert into stepwell.event_key (event_id, event, key, accepted_at, caller_xid)
        select k.event_id, k.event, k.key, ?, case when ? then pg_current_xact_id() end
        from unnest(?::text[], ?::text[], ?::text[]) with ordinality as k (event_id, event, key, number)
        order by k.number
        on conflict do nothing
      )
      insert into stepwell.deferred (event_id, effects, due_at, position)
      select d.event_id, d.effects, d.due_at,
        case d.effects when 'all' then nextval('stepwell.event_position') end
      from unnest(?::text[], ?::text[], ?::timestamptz[]) as d (event_id, effects, due_at)""";

  /** Of events that cancel runs, while there are scheduled events whose runs they may have to cancel. */
  static final String KEEP_CANCELLING = """
      insert into stepwell.event_key (event_id, event, key, accepted_at)
      select k.event_id, k.event, k.key, ?
      from unnest(?::text[], ?::text[], ?::text[]) with ordinality as k (event_id, event, key, number)
      where exists (select from stepwell.deferred where effects = 'all')
      order by k.number
      on conflict do nothing""";

  static final String STARTED_BY = """
      select event_id, id, worker_id, status, function_id from stepwell.run
      where event_id = any (?::text[]) and rerun_of is null
      union
      select g.event_id, r.id, r.worker_id, r.status, r.function_id
      from stepwell.gathered_event g
      join stepwell.run r on r.id = g.run_id
      where g.event_id = any (?::text[]) and r.rerun_of is null
      order by function_id""";

  private record Keyed(String eventId, MatchKey key) {}

  private final Connection connection;
  private final Instant now;
  private final @Nullable UUID workerId;
  private final Notices notices;
  private final boolean ofCaller;
  private final StartStatements starts;
  private final CancelStatements cancels;
  private final RuleLocks locks;
  private final IdentityHashMap<Dispatch, Accepted> answers = new IdentityHashMap<>();

  /** Statements of one transaction; {@code workerId} is null when no lease is held, and then no run is taken. */
  AppendStatements(Connection connection, Instant now, @Nullable UUID workerId, Notices notices) {
    this(connection, now, workerId, notices, false);
  }

  private AppendStatements(
      Connection connection,
      Instant now,
      @Nullable UUID workerId,
      Notices notices,
      boolean ofCaller) {
    this.ofCaller = ofCaller;
    this.connection = connection;
    this.now = now;
    this.workerId = workerId;
    this.notices = notices;
    this.starts = new StartStatements(connection, now, workerId, notices);
    this.cancels = new CancelStatements(connection, now, notices);
    this.locks = new RuleLocks(connection);
  }

  /** Statements of a transaction of the caller, which may commit long after now. */
  static AppendStatements inTransactionOfCaller(
      Connection connection, Instant now, Notices notices) {
    return new AppendStatements(connection, now, null, notices, true);
  }

  /** Locks the rules of all events that are to be stored in these parts, before the transaction locks anything else. */
  void lockRules(List<List<Dispatch>> parts) throws SQLException {
    locks.holdAll(parts);
  }

  /** Lets this worker take runs that have limits: the transaction cancels no runs, and locks nothing after these statements. */
  void admit() {
    starts.admit();
  }

  /** As {@link #append}, of what a sender waits for: an event is not accepted if too many runs wait. */
  List<Accepted> appendSent(List<Dispatch> dispatches) throws SQLException {
    locks.hold(dispatches);
    IdentityHashMap<Dispatch, Accepted.BacklogFull> full =
        new BacklogCheck(connection).full(dispatches);
    if (full.isEmpty()) {
      return append(dispatches);
    }
    answers.putAll(full);
    append(dispatches.stream().filter(dispatch -> !full.containsKey(dispatch)).toList());
    return dispatches.stream().map(answers::get).toList();
  }

  /**
   * Stores the dispatches, and answers each. An event cancels what was sent before it, and neither what it starts itself nor what is
   * sent after it.
   */
  List<Accepted> append(List<Dispatch> dispatches) throws SQLException {
    if (dispatches.isEmpty()) {
      return List.of();
    }
    locks.hold(dispatches);
    List<Dispatch> batch = firstOfEachId(dispatches);
    Set<String> accepted = insert(byId(batch));
    List<Dispatch> stored = accepted == null
        ? batch
        : batch.stream().filter(d -> accepted.contains(d.event().id())).toList();
    boolean cancel = stored.stream().anyMatch(dispatch -> !dispatch.cancels().isEmpty());
    Map<UUID, String> cancelled = cancel ? cancels.cancelStored(stored) : new HashMap<>();
    keepCancelling(stored);
    StartOutcome outcome = starts.start(stored);
    if (cancel) {
      cancelled.putAll(cancels.cancelStarted(stored, outcome));
    }
    Map<String, Set<UUID>> byEvent = cancels.follow(cancelled);
    for (Dispatch dispatch : stored) {
      Set<UUID> runs = byEvent.getOrDefault(dispatch.event().id(), Set.of());
      answers.put(dispatch, stored(dispatch, outcome, runs));
    }
    defer(stored.stream().filter(dispatch -> dispatch.deferred() != null).toList());
    answerKnown(
        dispatches.stream().filter(dispatch -> !answers.containsKey(dispatch)).toList());
    return dispatches.stream().map(answers::get).toList();
  }

  private static List<Dispatch> firstOfEachId(List<Dispatch> dispatches) {
    List<Dispatch> first = new ArrayList<>(dispatches.size());
    Set<String> ids = new HashSet<>();
    for (Dispatch dispatch : dispatches) {
      if (ids.add(dispatch.event().id())) {
        first.add(dispatch);
      }
    }
    return first;
  }

  /** In the order of the ids: transactions that store the same events do not wait for each other. */
  private static List<Dispatch> byId(List<Dispatch> dispatches) {
    return dispatches.size() == 1
        ? dispatches
        : dispatches.stream()
            .sorted(Comparator.comparing(dispatch -> dispatch.event().id()))
            .toList();
  }

  /** Stores the new events, and returns which are new, or null for all. */
  private @Nullable Set<String> insert(List<Dispatch> batch) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      insert.setObject(1, time(now));
      insert.setArray(2, texts(connection, batch, d -> d.event().id()));
      insert.setArray(3, texts(connection, batch, d -> d.event().name()));
      insert.setArray(4, texts(connection, batch, d -> d.event().data()));
      insert.setArray(5, Sql.micros(connection, batch, d -> d.event().time()));
      insert.setArray(6, headers(connection, batch));
      insert.setInt(7, batch.size());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        Array ids = row.getArray("ids");
        return ids == null ? null : new HashSet<>(List.of((String[]) ids.getArray()));
      }
    }
  }

  /** Null if no event has any, which is padded with nulls. */
  private static @Nullable Array headers(Connection connection, List<Dispatch> batch)
      throws SQLException {
    return batch.stream().allMatch(dispatch -> dispatch.event().headers().isEmpty())
        ? null
        : texts(connection, batch, d -> HeadersJson.write(d.event().headers()));
  }

  private void keepCancelling(List<Dispatch> dispatches) throws SQLException {
    List<Keyed> keys = new ArrayList<>();
    for (Dispatch dispatch : dispatches) {
      dispatch.cancels().forEach(key -> keys.add(new Keyed(dispatch.event().id(), key)));
    }
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(KEEP_CANCELLING)) {
      insert.setObject(1, time(now));
      insert.setArray(2, texts(connection, keys, Keyed::eventId));
      insert.setArray(3, texts(connection, keys, k -> k.key.event()));
      insert.setArray(4, texts(connection, keys, k -> k.key.key()));
      insert.executeUpdate();
    }
  }

  private Accepted stored(Dispatch dispatch, StartOutcome outcome, Set<UUID> cancelled) {
    Set<UUID> taken = new HashSet<>();
    List<UUID> started = new ArrayList<>(dispatch.starts().size());
    List<SkippedRun> skipped = new ArrayList<>();
    Set<UUID> joined = new HashSet<>();
    for (NewRun run : dispatch.starts()) {
      if (outcome.isLive(run.id())) {
        started.add(run.id());
        if (starts.isTaken(run, outcome)) {
          taken.add(run.id());
        }
        continue;
      }
      UUID other = outcome.joined.get(run.id());
      SkippedRun why = outcome.skipped.get(run.id());
      if (other != null) {
        started.add(other);
        joined.add(other);
      } else if (why != null) {
        skipped.add(why);
      }
    }
    return new Accepted.Stored(taken, started, cancelled, now, skipped, joined);
  }

  private void defer(List<Dispatch> dispatches) throws SQLException {
    if (dispatches.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(DEFER)) {
      List<Keyed> keys = new ArrayList<>();
      for (Dispatch dispatch : dispatches) {
        dispatch.wakes().forEach(key -> keys.add(new Keyed(dispatch.event().id(), key)));
      }
      insert.setObject(1, time(now));
      insert.setBoolean(2, ofCaller);
      insert.setArray(3, texts(connection, keys, Keyed::eventId));
      insert.setArray(4, texts(connection, keys, k -> k.key.event()));
      insert.setArray(5, texts(connection, keys, k -> k.key.key()));
      insert.setArray(6, texts(connection, dispatches, d -> d.event().id()));
      insert.setArray(
          7, texts(connection, dispatches, d -> deferral(d).effects().word()));
      insert.setArray(
          8, texts(connection, dispatches, d -> TimeRange.clamp(deferral(d).dueAt())));
      insert.executeUpdate();
    }
    if (dispatches.stream().anyMatch(dispatch -> !deferral(dispatch).dueAt().isAfter(now))) {
      notices.effectsAreDue();
    }
  }

  private static Deferral deferral(Dispatch dispatch) {
    return Objects.requireNonNull(dispatch.deferred());
  }

  /**
   * Answers for events that were there. One whose runs have the very ids that this dispatch made was stored by this dispatch
   * itself, at a first try whose answer was lost. Whether a claim has given this worker those with limits since then is not known: the worker
   * finds out that it holds them.
   */
  private void answerKnown(List<Dispatch> known) throws SQLException {
    if (known.isEmpty()) {
      return;
    }
    Map<String, List<UUID>> runs = new HashMap<>();
    Set<UUID> mine = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(STARTED_BY)) {
      select.setArray(1, texts(connection, known, d -> d.event().id()));
      select.setArray(2, texts(connection, known, d -> d.event().id()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          UUID run = Sql.uuid(rows, "id");
          runs.computeIfAbsent(rows.getString("event_id"), id -> new ArrayList<>())
              .add(run);
          if (workerId != null && workerId.equals(rows.getObject("worker_id"))) {
            mine.add(run);
          }
        }
      }
    }
    for (Dispatch dispatch : known) {
      List<UUID> started = runs.getOrDefault(dispatch.event().id(), List.of());
      Set<UUID> asked = new HashSet<>();
      Set<UUID> taken = new HashSet<>(mine);
      dispatch.starts().forEach(run -> asked.add(run.id()));
      boolean ownRetry = !asked.isEmpty() && started.containsAll(asked);
      dispatch.starts().stream()
          .filter(run -> !run.take() || run.limits() != null)
          .forEach(run -> taken.remove(run.id()));
      taken.retainAll(asked);
      answers.put(
          dispatch,
          ownRetry
              ? new Accepted.Stored(taken, started, Set.of(), now)
              : new Accepted.Duplicate(started));
    }
  }

  static Set<UUID> uuidsOf(PreparedStatement query) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
    }
    return ids;
  }
}
