package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.time.TimeRange;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Starts runs, as events that are stored in the same transaction demand. */
final class StartStatements {
  static final String START = """
      insert into stepwell.run (id, function_id, event_id, status, worker_id, due_at, created_at, started_at,
        caller_run_id, caller_step_id)
      select r.id, r.function_id, r.event_id,
        case when r.taken then 'running' else 'queued' end,
        case when r.taken then worker_id end,
        case when r.taken then null else now end,
        now,
        case when r.taken then now end,
        r.caller_run_id, r.caller_step_id
      from unnest(?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::uuid[], ?::text[])
        as r (id, function_id, event_id, taken, caller_run_id, caller_step_id)
      cross join (select ?::timestamptz as now, ?::uuid as worker_id) as given""";

  /** As {@link #START}, for groups in which a run has limits; their arrays come as text. */
  static final String START_LIMITED = """
      insert into stepwell.run (id, function_id, event_id, status, worker_id, due_at, created_at, started_at,
        caller_run_id, caller_step_id, limit_names, limit_keys, limit_costs, limit_group, slots, slot_worker, run_slots)
      select r.id, r.function_id, r.event_id,
        case when r.taken then 'running' else 'queued' end,
        case when r.taken then worker_id end,
        case when r.taken then null else now end,
        now,
        case when r.taken then now end,
        r.caller_run_id, r.caller_step_id,
        string_to_array(r.limit_names, chr(31)), string_to_array(r.limit_keys, chr(31)),
        string_to_array(r.limit_costs, chr(31))::int[], r.limit_group,
        case when r.taken and r.limit_group is not null then 1 end,
        case when r.taken and r.limit_group is not null then worker_id end,
        case when r.run_slots then true end
      from unnest(?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::boolean[])
        as r (id, function_id, event_id, taken, caller_run_id, caller_step_id, limit_names, limit_keys, limit_costs,
          limit_group, run_slots)
      cross join (select ?::timestamptz as now, ?::uuid as worker_id) as given""";

  static final String TAKE_KEYS = """
      insert into stepwell.idempotency as taken (function_id, key, run_id, expires_at)
      select k.function_id, k.key, k.run_id, k.expires_at
      from unnest(?::text[], ?::text[], ?::uuid[], ?::timestamptz[]) as k (function_id, key, run_id, expires_at)
      order by k.function_id, k.key
      on conflict (function_id, key) do update set run_id = excluded.run_id, expires_at = excluded.expires_at
      where taken.expires_at <= ?
      returning run_id""";
  private final Connection connection;
  private final Instant now;
  private final @Nullable UUID workerId;
  private final Notices notices;
  private boolean mayAdmit;

  StartStatements(Connection connection, Instant now, @Nullable UUID workerId, Notices notices) {
    this.connection = connection;
    this.now = now;
    this.workerId = workerId;
    this.notices = notices;
  }

  /** Lets this worker take runs that have limits: nothing else is locked after these statements in the transaction. */
  void admit() {
    mayAdmit = true;
  }

  private record Order(String functionId, String key) {}

  /** Starts the runs of these dispatches; returns which are not stored as runs that are due. */
  StartOutcome start(List<Dispatch> dispatches) throws SQLException {
    List<PendingStart> starts = new ArrayList<>();
    List<PendingStart> ruled = new ArrayList<>();
    List<NewRun> keyed = new ArrayList<>();
    for (Dispatch dispatch : dispatches) {
      for (NewRun run : dispatch.starts()) {
        PendingStart start = new PendingStart(dispatch.event(), run);
        (start.isRuled() ? ruled : starts).add(start);
        if (run.idempotencyKey() != null) {
          keyed.add(run);
        }
      }
    }
    StartOutcome outcome = new StartOutcome();
    if (!keyed.isEmpty()) {
      outcome.refused.addAll(refused(keyed));
      starts.removeIf(start -> outcome.refused.contains(start.runId()));
      ruled.removeIf(start -> outcome.refused.contains(start.runId()));
    }
    outcome.waiting.addAll(waiting(starts, ruled.isEmpty()));
    insert(starts, outcome);
    if (!ruled.isEmpty()) {
      new RuledStarts(connection, now, notices).start(ruled, outcome);
    }
    return outcome;
  }

  private Set<UUID> refused(List<NewRun> keyed) throws SQLException {
    Set<UUID> refused = new HashSet<>();
    Map<Order, NewRun> first = new LinkedHashMap<>();
    for (NewRun run : keyed) {
      refused.add(run.id());
      first.putIfAbsent(new Order(run.functionId(), String.valueOf(run.idempotencyKey())), run);
    }
    Collection<NewRun> runs = first.values();
    try (PreparedStatement take = connection.prepareStatement(TAKE_KEYS)) {
      take.setArray(1, texts(connection, runs, NewRun::functionId));
      take.setArray(2, texts(connection, runs, NewRun::idempotencyKey));
      take.setArray(3, texts(connection, runs, NewRun::id));
      take.setArray(
          4, texts(connection, runs, run -> TimeRange.after(now, run.idempotencyPeriod())));
      take.setObject(5, time(now));
      refused.removeAll(AppendStatements.uuidsOf(take));
    }
    return refused;
  }

  /** Which of these runs this worker would take, if their limits admitted them here. */
  private Set<UUID> waiting(List<PendingStart> starts, boolean locksNothingElse)
      throws SQLException {
    Set<UUID> waiting = new HashSet<>();
    for (PendingStart start : starts) {
      if (start.run().takesLimits()) {
        waiting.add(start.runId());
      }
    }
    if (!waiting.isEmpty() && workerId != null && mayAdmit && locksNothingElse) {
      waiting.removeAll(ImmediateStarts.admit(connection, now, starts));
    }
    return waiting;
  }

  private void insert(List<PendingStart> starts, StartOutcome outcome) throws SQLException {
    if (starts.isEmpty()) {
      return;
    }
    boolean limited = starts.stream().anyMatch(start -> start.run().limits() != null);
    try (PreparedStatement insert = connection.prepareStatement(limited ? START_LIMITED : START)) {
      insert.setObject(1, UuidArray.of(starts, PendingStart::runId));
      insert.setArray(2, texts(connection, starts, s -> s.run().functionId()));
      insert.setArray(3, texts(connection, starts, s -> s.event().id()));
      insert.setArray(4, flags(starts, start -> isTaken(start.run(), outcome)));
      insert.setObject(5, UuidArray.of(starts, s -> caller(s, Caller::runId)));
      insert.setArray(6, texts(connection, starts, s -> caller(s, Caller::stepId)));
      int next = 7;
      if (limited) {
        insert.setArray(
            next++, texts(connection, starts, s -> LimitColumns.names(s.run().limits())));
        insert.setArray(
            next++, texts(connection, starts, s -> LimitColumns.keys(s.run().limits())));
        insert.setArray(
            next++, texts(connection, starts, s -> LimitColumns.costs(s.run().limits())));
        insert.setArray(next++, texts(connection, starts, s -> line(s, outcome)));
        insert.setArray(
            next++,
            flags(
                starts,
                s -> isTaken(s.run(), outcome)
                    && LimitColumns.haveRunSlots(s.run().limits())));
      }
      insert.setObject(next++, time(now));
      insert.setObject(next, workerId);
      insert.executeUpdate();
    }
    if (!starts.stream().allMatch(start -> isTaken(start.run(), outcome))) {
      notices.runsAreDue();
    }
    listenForCancellations(starts.stream().map(PendingStart::run).toList());
  }

  /** Whether this worker takes the run, which is stored. */
  boolean isTaken(NewRun run, StartOutcome outcome) {
    return run.take() && workerId != null && !outcome.waiting.contains(run.id());
  }

  private @Nullable String line(PendingStart start, StartOutcome outcome) {
    RunLimits limits = start.run().limits();
    return isTaken(start.run(), outcome)
        ? LimitColumns.groupOnceBegun(limits)
        : LimitColumns.group(limits);
  }

  private Array flags(List<PendingStart> starts, Predicate<PendingStart> flag) throws SQLException {
    return connection.createArrayOf(
        "bool", starts.stream().map(flag::test).toArray(Boolean[]::new));
  }

  private static <T> @Nullable T caller(PendingStart start, Function<Caller, T> part) {
    Caller caller = start.run().caller();
    return caller == null ? null : part.apply(caller);
  }

  /** Lets events cancel these runs. */
  void listenForCancellations(List<NewRun> runs) throws SQLException {
    List<Listening> keys = new ArrayList<>();
    for (NewRun run : runs) {
      run.cancelledBy().forEach(key -> keys.add(new Listening(run.id(), key)));
    }
    Listening.store(connection, keys);
  }
}
