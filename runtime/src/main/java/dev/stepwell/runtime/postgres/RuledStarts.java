package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.SingletonState.Decision;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.model.SkippedRun.Rule;
import dev.stepwell.runtime.model.StartRules.Keyed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Starts the runs to which rules on starts apply: debounce or batch, then rate limit, then singleton, then the bound on the backlog
 * (ADR 78). All senders lock the rows of rules in this order.
 */
final class RuledStarts {
  static final String START = """
      insert into stepwell.run (id, function_id, event_id, status, due_at, created_at, ended_at, caller_run_id, caller_step_id,
        ruled, head_start, gathered_at, limit_names, limit_keys, limit_costs, limit_group)
      select r.id, r.function_id, r.event_id, r.status,
        case when r.status <> 'skipped' then
          coalesce(to_timestamp(r.due_at / 1000000) + mod(r.due_at, 1000000) * interval '1 microsecond', 'infinity') end,
        now,
        case when r.status = 'skipped' then now end,
        r.caller_run_id, r.caller_step_id, r.ruled, r.head_start,
        to_timestamp(r.gathered_at / 1000000) + mod(r.gathered_at, 1000000) * interval '1 microsecond',
        string_to_array(r.limit_names, chr(31)), string_to_array(r.limit_keys, chr(31)),
        string_to_array(r.limit_costs, chr(31))::int[], r.limit_group
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::uuid[], ?::text[], ?::boolean[],
          ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
        as r (id, function_id, event_id, status, due_at, caller_run_id, caller_step_id, ruled, head_start, gathered_at,
          limit_names, limit_keys, limit_costs, limit_group)
      cross join (select ?::timestamptz as now) as given""";

  static final String RULE = """
      update stepwell.run r
      set ruled = true, status = case when given.waits then 'waiting' else r.status end,
        due_at = case when given.waits then 'infinity'
          else r.due_at - coalesce(given.head_start, 0) * interval '1 second' end,
        head_start = given.head_start
      from (select ?::boolean as waits, ?::int as head_start) as given
      where r.id = ?""";

  private final Connection connection;
  private final Instant now;
  private final Notices notices;

  RuledStarts(Connection connection, Instant now, Notices notices) {
    this.connection = connection;
    this.now = now;
    this.notices = notices;
  }

  /** Starts these runs, or does what the rules say instead. */
  void start(List<PendingStart> starts, StartOutcome outcome) throws SQLException {
    Gathered gathered = new Gathered();
    new DebounceStatements(connection, now, notices).gather(starts, gathered);
    new BatchStatements(connection, now, notices).gather(starts, gathered);
    Map<UUID, PlannedRun> planned = plan(starts, gathered);
    List<PendingStart> left = limitRate(planned);
    List<SkippedRun> replaced =
        carryOut(left, new SingletonStatements(connection, now, notices).decide(left), planned);
    BacklogBound backlog = new BacklogBound(connection);
    replaced.addAll(backlog.bound(planned.values(), List.copyOf(replaced)));
    insert(List.copyOf(planned.values()));
    backlog.add();
    new GatherStatements(connection, notices).link(gathered.links);
    outcome.joined.putAll(gathered.joined);
    outcome.receivers.putAll(gathered.receivers);
    outcome.superseded.addAll(gathered.superseded);
    outcome.skipped.putAll(skip(planned.values(), replaced));
    replaced.forEach(run -> outcome.skipped.put(run.runId(), run));
  }

  /**
   * Decides on a rerun, which is stored as due in the same transaction. Only singletons keep it from starting; whatever counts runs counts
   * it.
   *
   * @return whether it is live; false if it is skipped
   */
  boolean decideStored(NewRun rerun) throws SQLException {
    PendingStart start = PendingStart.ofRerun(rerun, now);
    PlannedRun run = PlannedRun.due(start, now);
    List<PendingStart> starts = List.of(start);
    List<SkippedRun> replaced = carryOut(
        starts,
        new SingletonStatements(connection, now, notices).decide(starts),
        Map.of(rerun.id(), run));
    BacklogBound backlog = new BacklogBound(connection);
    replaced.addAll(backlog.bound(List.of(run), List.copyOf(replaced)));
    backlog.add();
    try (PreparedStatement update = connection.prepareStatement(RULE)) {
      update.setBoolean(1, run.status() == RunStatus.WAITING);
      update.setObject(2, run.headStart(), Types.INTEGER);
      update.setObject(3, rerun.id());
      update.executeUpdate();
    }
    if (run.skipped() != null) {
      replaced.add(run.skipped());
    }
    new SkipStatements(connection, now, notices).end(replaced);
    return run.skipped() == null;
  }

  private Map<UUID, PlannedRun> plan(List<PendingStart> starts, Gathered gathered) {
    Map<UUID, PlannedRun> planned = new LinkedHashMap<>();
    for (PendingStart start : starts) {
      if (gathered.joined.containsKey(start.runId())) {
        continue;
      }
      Gathered.Waiting waiting = gathered.waiting.get(start.runId());
      planned.put(
          start.runId(),
          waiting == null ? PlannedRun.due(start, now) : PlannedRun.gathering(start, waiting));
    }
    return planned;
  }

  /** Returns those that their rate limits accept. */
  private List<PendingStart> limitRate(Map<UUID, PlannedRun> planned) throws SQLException {
    List<PendingStart> starts = planned.values().stream().map(PlannedRun::start).toList();
    Set<UUID> refused = new RateLimitStatements(connection, now).refused(starts);
    List<PendingStart> accepted = new ArrayList<>(starts.size());
    for (PendingStart start : starts) {
      if (refused.contains(start.runId())) {
        String key = Objects.requireNonNull(start.rules().rateLimit()).key();
        Objects.requireNonNull(planned.get(start.runId())).skip(Rule.RATE_LIMIT, key, null);
      } else {
        accepted.add(start);
      }
    }
    return accepted;
  }

  /** Plans by the decisions of singletons; returns the runs that are stored already and skipped for new ones. */
  private static List<SkippedRun> carryOut(
      List<PendingStart> starts, Map<UUID, Decision> decisions, Map<UUID, PlannedRun> planned) {
    List<SkippedRun> replaced = new ArrayList<>();
    for (PendingStart start : starts) {
      Decision decision = decisions.get(start.runId());
      if (decision == null) {
        continue;
      }
      PlannedRun run = Objects.requireNonNull(planned.get(start.runId()));
      Keyed<SingletonDefinition> singleton =
          Objects.requireNonNull(start.rules().singleton());
      UUID successor = decision.successor();
      if (successor != null) {
        run.skip(Rule.SINGLETON, singleton.key(), successor);
      } else if (decision.awaited() != null) {
        run.await();
      }
      UUID before = decision.replaced();
      PlannedRun unstored = before == null ? null : planned.get(before);
      if (unstored == null ? before != null : unstored.replacesAnother()) {
        run.replaceAnother();
      }
      if (unstored != null) {
        unstored.skip(Rule.SINGLETON, singleton.key(), run.id());
      } else if (before != null) {
        replaced.add(
            new SkippedRun(before, run.functionId(), Rule.SINGLETON, singleton.key(), run.id()));
      }
    }
    return replaced;
  }

  private void insert(List<PlannedRun> runs) throws SQLException {
    if (runs.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(START)) {
      insert.setObject(1, UuidArray.of(runs, PlannedRun::id));
      insert.setArray(2, texts(connection, runs, PlannedRun::functionId));
      insert.setArray(3, texts(connection, runs, PlannedRun::eventId));
      insert.setArray(4, texts(connection, runs, run -> run.status().word()));
      insert.setArray(5, Sql.micros(connection, runs, PlannedRun::dueAt));
      insert.setObject(6, UuidArray.of(runs, run -> run.caller(Caller::runId)));
      insert.setArray(7, texts(connection, runs, run -> run.caller(Caller::stepId)));
      insert.setArray(
          8,
          connection.createArrayOf(
              "bool",
              runs.stream().map(run -> run.isRuled() ? true : null).toArray(Boolean[]::new)));
      insert.setArray(
          9,
          connection.createArrayOf(
              "int4", runs.stream().map(PlannedRun::headStart).toArray(Integer[]::new)));
      insert.setArray(10, Sql.micros(connection, runs, PlannedRun::gatheredAt));
      insert.setArray(11, texts(connection, runs, run -> LimitColumns.names(run.limits())));
      insert.setArray(12, texts(connection, runs, run -> LimitColumns.keys(run.limits())));
      insert.setArray(13, texts(connection, runs, run -> LimitColumns.costs(run.limits())));
      insert.setArray(14, texts(connection, runs, run -> LimitColumns.group(run.limits())));
      insert.setObject(15, time(now));
      insert.executeUpdate();
    }
    if (runs.stream().anyMatch(run -> run.status() == RunStatus.QUEUED)) {
      notices.runsAreDue();
    }
    runs.stream()
        .filter(PlannedRun::waitsForTime)
        .map(PlannedRun::dueAt)
        .filter(Objects::nonNull)
        .forEach(notices::runsAreDueAt);
    List<Listening> listening = new ArrayList<>();
    runs.forEach(run -> listening.addAll(run.listening()));
    Listening.store(connection, listening);
  }

  /** Records those that are skipped, and lets runs continue that had invoked them. */
  private Map<UUID, SkippedRun> skip(Iterable<PlannedRun> runs, List<SkippedRun> replaced)
      throws SQLException {
    Map<UUID, SkippedRun> skipped = new LinkedHashMap<>();
    List<UUID> called = new ArrayList<>();
    for (PlannedRun run : runs) {
      SkippedRun why = run.skipped();
      if (why != null) {
        skipped.put(run.id(), why);
        if (run.caller(Caller::runId) != null) {
          called.add(run.id());
        }
      }
    }
    SkipStatements skips = new SkipStatements(connection, now, notices);
    skips.record(List.copyOf(skipped.values()));
    skips.end(replaced);
    new RunEndEffects(connection, now, notices).ended(called);
    return skipped;
  }
}
