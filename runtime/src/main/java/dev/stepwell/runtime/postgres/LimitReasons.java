package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.WaitingRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads which limits do not admit a due run. */
final class LimitReasons {
  private LimitReasons() {}

  /** One reason for each; none if its limits admit it, or it has none. */
  static List<Reason> of(Connection connection, UUID runId, Instant now) throws SQLException {
    WaitingRun run = null;
    Map<LimitKey, LimitState> states = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(LimitStatements.OF_RUN)) {
      select.setObject(1, Sql.time(now));
      select.setObject(2, runId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          LimitState state = LimitRows.state(rows);
          states.put(state.key(), state);
          run = run(runId, rows);
        }
      }
    }
    List<Reason> reasons = new ArrayList<>();
    for (RunLimits.Use use : run == null ? List.<RunLimits.Use>of() : run.needs()) {
      LimitState state = states.get(use.key());
      if (state != null && !state.admits(use.cost(), now)) {
        reasons.add(reason(connection, runId, Waiting.RUN, state, use.cost(), now));
      }
    }
    return reasons;
  }

  /** One reason for each limit that does not admit a step of a parked run which waits for it; null if no step waits for slots. */
  static @Nullable List<Reason> ofSteps(Connection connection, UUID runId, Instant now)
      throws SQLException {
    return ofSteps(
        connection,
        StepLineStatements.OF_RUN,
        runId,
        now,
        row -> LimitRows.waitingForStep(row, runId, "", Instant.EPOCH, 0).needs());
  }

  /** One reason for each limit that does not admit a step which waits for it while its run executes. */
  static List<Reason> ofDelayedSteps(Connection connection, UUID runId, Instant now)
      throws SQLException {
    List<Reason> reasons = ofSteps(connection, ReportedDelays.OF_RUN, runId, now, LimitRows::uses);
    return reasons == null ? List.of() : reasons;
  }

  /** What the step of a row needs. */
  @FunctionalInterface
  private interface Needs {
    List<RunLimits.Use> of(ResultSet row) throws SQLException;
  }

  private static @Nullable List<Reason> ofSteps(
      Connection connection, String statement, UUID runId, Instant now, Needs needs)
      throws SQLException {
    Map<Waiting, List<RunLimits.Use>> steps = new LinkedHashMap<>();
    Map<LimitKey, LimitState> states = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(statement)) {
      select.setObject(1, Sql.time(now));
      select.setObject(2, runId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          LimitState state = LimitRows.state(rows);
          states.put(state.key(), state);
          Instant since = Sql.instant(rows, "since");
          steps.put(new Waiting(rows.getString("step_id"), since), needs.of(rows));
        }
      }
    }
    List<Reason> reasons = new ArrayList<>();
    for (Map.Entry<Waiting, List<RunLimits.Use>> step : steps.entrySet()) {
      for (RunLimits.Use use : step.getValue()) {
        LimitState state = states.get(use.key());
        if (state != null && !state.admits(use.cost(), now)) {
          reasons.add(reason(connection, runId, step.getKey(), state, use.cost(), now));
        }
      }
    }
    return steps.isEmpty() ? null : reasons;
  }

  /** Which step waits; none if the run does. */
  private record Waiting(@Nullable String stepId, @Nullable Instant since) {
    private static final Waiting RUN = new Waiting(null, null);
  }

  private static WaitingRun run(UUID runId, ResultSet row) throws SQLException {
    return new WaitingRun(
        runId,
        "",
        LimitRows.uses(row),
        row.getBoolean("starts"),
        row.getBoolean("run_slots"),
        Instant.EPOCH,
        0);
  }

  private static Reason reason(
      Connection connection, UUID runId, Waiting waiting, LimitState state, int cost, Instant now)
      throws SQLException {
    LimitKey key = state.key();
    boolean ofStarts = key.kind() == LimitKind.STARTS;
    return new Reason.AwaitingLimit(
        key.limit(),
        key.key(),
        Objects.requireNonNull(state.limit()).amount(),
        ofStarts ? List.of() : holders(connection, key),
        key.kind() == LimitKind.RUNS ? callers(connection, runId, key) : List.of(),
        ofStarts ? state.earliest(cost, now) : null,
        waiting.stepId(),
        waiting.since());
  }

  private static List<UUID> callers(Connection connection, UUID runId, LimitKey key)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LimitStatements.CALLERS)) {
      select.setObject(1, runId);
      select.setString(2, key.limit());
      select.setString(3, key.key());
      return List.copyOf(AppendStatements.uuidsOf(select));
    }
  }

  private static List<UUID> holders(Connection connection, LimitKey key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LimitStatements.HOLDERS)) {
      for (int first : List.of(1, 4, 7)) {
        select.setString(first, key.kind().word());
        select.setString(first + 1, key.limit());
        select.setString(first + 2, key.key());
      }
      return List.copyOf(AppendStatements.uuidsOf(select));
    }
  }
}
