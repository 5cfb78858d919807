package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Frequent statements find rows by their keys, and compile no plans, for all statistics and versions of Postgres. */
class PlansTest {
  private static final Pattern SCAN_OF_TABLE =
      Pattern.compile("(Seq Scan|Bitmap Heap Scan) on (stepwell\\.)?(event|run|step|failed_attempt|"
          + "cancellation|wait|idempotency|deferred|lane)\\b.*");
  private static final String ROWS = """
      insert into stepwell.event
      select 'e' || i, 'some/event', '{}', now(), now() from generate_series(1, 60000) as i;
      insert into stepwell.run (id, function_id, event_id, status, worker_id, due_at, created_at, ended_at, caller_run_id)
      select gen_random_uuid(), 'f' || i % 10, 'e' || i,
        case i % 3 when 0 then 'running' when 1 then 'waiting' else 'completed' end,
        case i % 3 when 0 then gen_random_uuid() end, case i % 3 when 1 then now() end, now(),
        case i % 3 when 2 then now() end, case i % 50 when 0 then gen_random_uuid() end
      from generate_series(1, 60000) as i;
      insert into stepwell.step (run_id, id, kind, status, attempts, started_at, ended_at)
      select id, 's', 'step', 'completed', 1, now(), now() from stepwell.run;
      insert into stepwell.gathered_event (run_id, event_id) select id, event_id from stepwell.run;
      insert into stepwell.cancellation select 'some/event', id::text, id from stepwell.run;
      insert into stepwell.wait select id, 's', 'some/event', id::text from stepwell.run;
      insert into stepwell.failed_attempt select id, 's', 1, '{}', now(), now() from stepwell.run;
      insert into stepwell.idempotency select 'f', id::text, id, now() from stepwell.run;
      insert into stepwell.deferred select id, 'all', now() from stepwell.event;
      insert into stepwell.function values ('f', '{}', '{}', now());
      insert into stepwell.worker (id, name, functions, started_at, heartbeat_at, lease_until)
      select gen_random_uuid(), 'w', '{f}', now(), now(), now() from generate_series(1, 3);
      insert into stepwell.lane select id, 0 from stepwell.worker""";

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private static Map<String, String> groups() {
    Map<String, String> statements = new LinkedHashMap<>();
    statements.put("hold lease", GroupTransaction.HOLD_LEASE);
    statements.put("functions version", GroupTransaction.FUNCTIONS_VERSION);
    statements.put("version and time", GroupTransaction.VERSION_AND_TIME);
    statements.put("callers", GroupTransaction.CALLERS);
    statements.put("lock runs", GroupTransaction.LOCK_RUNS);
    statements.put("append", AppendStatements.APPEND);
    statements.put("defer", AppendStatements.DEFER);
    statements.put("started by", AppendStatements.STARTED_BY);
    statements.put("start", StartStatements.START);
    statements.put("start limited", StartStatements.START_LIMITED);
    statements.put("open lines", ImmediateStarts.OPEN_LINES);
    statements.put("lock free limits", LimitStatements.LOCK_FREE);
    statements.put("release slots", LimitStatements.RELEASE);
    statements.put("takers of step slots", StepSlotStatements.TAKERS);
    statements.put("release and lock step slots", StepSlotStatements.RELEASE_AND_LOCK);
    statements.put("save step slots", StepSlotStatements.SAVE);
    statements.put("hold step slots", StepSlotStatements.HOLD);
    statements.put("wait for step slots", StepSlotStatements.WAIT);
    statements.put("forget all waits", RunEndEffects.FORGET_ALL_WAITS);
    statements.put("take keys", StartStatements.TAKE_KEYS);
    statements.put("listen for cancellations", Listening.LISTEN_FOR_CANCELLATIONS);
    statements.put("cancel", CancelStatements.CANCEL);
    statements.put("cancel started", CancelStatements.CANCEL_STARTED);
    statements.put("record new steps", StepStatements.RECORD_NEW_STEPS);
    statements.put("recorded new steps", StepStatements.RECORDED_NEW_STEPS);
    statements.put("record steps", StepStatements.RECORD_STEPS);
    statements.put("record steps with extras", StepStatements.RECORD_STEPS_WITH_EXTRAS);
    statements.put("hold runs", JournalStatements.HOLD_RUNS);
    statements.put("held", JournalStatements.HELD);
    statements.put("listen", JournalStatements.LISTEN);
    statements.put("stop listening", JournalStatements.STOP_LISTENING);
    statements.put("record failed attempts", JournalStatements.RECORD_FAILED_ATTEMPTS);
    statements.put("end runs", JournalStatements.END_RUNS);
    statements.put("forget cancellations", JournalStatements.FORGET_CANCELLATIONS);
    statements.put("cancel called", RunEndEffects.CANCEL_CALLED);
    statements.put("forget waits", RunEndEffects.FORGET_WAITS);
    statements.put("tell cancelled", RunEndEffects.TELL_CANCELLED);
    statements.put("end calls", RunEndEffects.END_CALLS);
    statements.put("wake", RunEndEffects.WAKE);
    return statements;
  }

  private static Map<String, String> byKeys() {
    Map<String, String> statements = groups();
    statements.put("claim", ClaimStatements.CLAIM);
    statements.put("steps of", ClaimStatements.STEPS_OF);
    statements.put("bury", BurialStatements.BURY);
    statements.put("release", BurialStatements.RELEASE);
    statements.put("join lines", LimitStatements.JOIN_LINES);
    statements.put("turns", LimitStatements.TURNS);
    statements.put("turns of steps", StepLineStatements.TURNS);
    statements.put("heads of steps", StepLineStatements.HEADS);
    statements.put("grant steps", StepLineStatements.GRANT);
    statements.put("lock limits", LimitStatements.LOCK);
    statements.put("heads", LimitStatements.HEADS);
    statements.put("take slots", LimitStatements.TAKE);
    statements.put("grant", LimitStatements.GRANT);
    statements.put("forfeit", LimitStatements.FORFEIT);
    statements.put("forfeit cancelled", LimitStatements.FORFEIT_CANCELLED);
    statements.put("cancelled slots", LimitStatements.CANCELLED);
    statements.put("hold run for slots", PostgresSlots.HOLD_RUN);
    statements.put("take deferred", PostgresDeferredEvents.TAKE);
    statements.put("lock waiting runs", WaitStatements.LOCK_RUNS);
    statements.put("end waits", WaitStatements.END);
    return statements;
  }

  /** The plan for all parameters: none shows in it. */
  private static String plan(Statement statement, String sql) throws SQLException {
    int[] number = {0};
    String numbered =
        Pattern.compile("\\?").matcher(sql).replaceAll((MatchResult m) -> "\\$" + ++number[0]);
    String nulls = String.join(", ", Collections.nCopies(number[0], "null"));
    statement.execute("prepare planned as " + numbered);
    StringBuilder plan = new StringBuilder();
    try (ResultSet rows = statement.executeQuery(
        "explain execute planned" + (nulls.isEmpty() ? "" : "(" + nulls + ")"))) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    statement.execute("deallocate planned");
    return plan.toString();
  }

  private List<String> faults(TransactionStart start, Map<String, String> statements)
      throws SQLException {
    List<String> faults = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      start.on(connection);
      statement.execute("set local plan_cache_mode = force_generic_plan");
      for (Map.Entry<String, String> each : statements.entrySet()) {
        String plan = plan(statement, each.getValue());
        if (SCAN_OF_TABLE.matcher(plan).find() || plan.contains("JIT:")) {
          faults.add(each.getKey() + "\n" + plan);
        }
      }
      connection.rollback();
    }
    return faults;
  }

  private void expectNoFaults() throws SQLException {
    assertThat(faults(TransactionStart.GROUP, groups())).isEmpty();
    assertThat(faults(TransactionStart.BY_KEYS, byKeys())).isEmpty();
    assertThat(faults(TransactionStart.RECORD, groups())).isEmpty();
    assertThat(faults(TransactionStart.BY_KEYS, Map.of("beat", LeaseStatements.BEAT)))
        .isEmpty();
  }

  @Test
  void tablesWithoutStatistics() throws Exception {
    expectNoFaults();
  }

  @Test
  void tablesThatWereEmptyWhenTheirStatisticsWereMade() throws Exception {
    TestPostgres.execute(database, "vacuum");
    TestPostgres.execute(database, "analyze");

    expectNoFaults();
  }

  @Test
  void tablesWithManyRows() throws Exception {
    TestPostgres.execute(database, ROWS);
    TestPostgres.execute(database, "analyze");

    expectNoFaults();
  }

  /** The settings are not what keeps plans cheap: no statement is so dear that Postgres would compile it. */
  @Test
  void nothingIsDearEnoughToBeCompiled() throws Exception {
    TestPostgres.execute(database, ROWS);
    TestPostgres.execute(database, "analyze");
    List<String> faults = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      TransactionStart.GROUP.on(connection);
      for (Map.Entry<String, String> each : byKeys().entrySet()) {
        String plan = plan(statement, each.getValue());
        MatchResult cost = Pattern.compile("cost=[0-9.]+\\.\\.([0-9.]+)")
            .matcher(plan)
            .results()
            .findFirst()
            .orElseThrow();
        if (Double.parseDouble(cost.group(1)) > 100_000) {
          faults.add(each.getKey() + "\n" + plan);
        }
      }
      connection.rollback();
    }
    assertThat(faults).isEmpty();
  }

  /** Reads change no settings of the session. */
  @Test
  void readsOfManyRunsFindRowsByTheirKeys() throws Exception {
    TestPostgres.execute(database, ROWS);
    TestPostgres.execute(database, "analyze");
    List<String> faults = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local plan_cache_mode = force_generic_plan");
      for (Map.Entry<String, String> each : readsOfMany().entrySet()) {
        String plan = plan(statement, each.getValue());
        if (plan.contains("Seq Scan on") || plan.contains("JIT:")) {
          faults.add(each.getKey() + "\n" + plan);
        }
      }
      connection.rollback();
    }
    assertThat(faults).isEmpty();
  }

  private static Map<String, String> readsOfMany() {
    Map<String, String> statements = new LinkedHashMap<>();
    statements.put("links", PostgresConnectedRuns.LINKS);
    statements.put("invoked by", PostgresConnectedRuns.INVOKED_BY);
    statements.put("gathered", PostgresConnectedRuns.GATHERED);
    statements.put("events", PostgresConnectedRuns.EVENTS);
    statements.put("outputs", PostgresConnectedRuns.OUTPUTS);
    statements.put("steps", PostgresConnectedRuns.STEPS);
    statements.put("named steps", PostgresConnectedRuns.NAMED_STEPS);
    return statements;
  }
}
