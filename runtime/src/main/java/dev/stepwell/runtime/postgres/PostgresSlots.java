package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitKind;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.StepNeeds;
import dev.stepwell.runtime.store.RunAdmission.Decision;
import dev.stepwell.runtime.store.Slots;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Slots of parallel branches and of steps: the run's row is locked before what is taken of its limits, as everywhere. */
final class PostgresSlots implements Slots {
  static final String HOLD_RUN = """
      select r.limit_names, r.limit_keys, r.limit_costs
      from stepwell.run r
      where r.id = ? and r.slot_worker = ? and r.worker_id = ?
      for no key update""";

  static final String ADD_SLOTS = "update stepwell.run set slots = slots + ? where id = ?";

  private final DataSource dataSource;
  private final Clock clock;
  private final GroupCommit writes;

  PostgresSlots(DataSource dataSource, Clock clock, GroupCommit writes) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.writes = writes;
  }

  @Override
  public int take(UUID runId, int count) {
    return Database.run(dataSource, "take slots for branches of a run", connection -> {
      Map<LimitKey, LimitState> states = lock(connection, runId);
      if (states == null) {
        return 0;
      }
      int taken =
          states.values().stream().mapToInt(state -> free(state, count)).min().orElse(count);
      Set<LimitKey> exhausted = states.values().stream()
          .filter(state -> free(state, count) < count)
          .map(LimitState::key)
          .collect(Collectors.toCollection(TreeSet::new));
      change(connection, runId, states, taken, exhausted);
      return taken;
    });
  }

  private static int free(LimitState state, int count) {
    return state.limit() == null
        ? count
        : Math.max(0, Math.min(count, state.limit().amount() - state.running()));
  }

  @Override
  public void release(UUID runId, int count) {
    Database.run(dataSource, "release slots of branches of a run", connection -> {
      Map<LimitKey, LimitState> states = lock(connection, runId);
      if (states != null) {
        change(connection, runId, states, -count, Set.of());
        Notices notices = new Notices();
        notices.runsAreDue();
        notices.send(connection);
      }
      return runId;
    });
  }

  @Override
  public CompletableFuture<StepAnswer> takeFor(StepNeeds needs) {
    return writes.take(needs);
  }

  @Override
  public void releaseOf(UUID runId, String stepId) {
    writes.release(runId, stepId);
  }

  /** Locks the run and its limits on attempts; null if this process does not execute it. */
  private @Nullable Map<LimitKey, LimitState> lock(Connection connection, UUID runId)
      throws SQLException {
    List<RunLimits.Use> uses;
    try (PreparedStatement hold = connection.prepareStatement(HOLD_RUN)) {
      hold.setObject(1, runId);
      hold.setObject(2, writes.workerId());
      hold.setObject(3, writes.workerId());
      try (ResultSet row = hold.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        uses = LimitRows.uses(row);
      }
    }
    Set<LimitKey> limits = uses.stream()
        .map(RunLimits.Use::key)
        .filter(key -> key.kind() == LimitKind.ATTEMPTS)
        .collect(Collectors.toCollection(TreeSet::new));
    return LimitedClaims.lock(connection, limits, clock.now());
  }

  private static void change(
      Connection connection,
      UUID runId,
      Map<LimitKey, LimitState> states,
      int count,
      Set<LimitKey> exhausted)
      throws SQLException {
    Map<LimitKey, LimitState> changed = new HashMap<>();
    states.forEach((key, state) -> changed.put(
        key,
        new LimitState(key, state.limit(), Math.max(0, state.running() + count), state.nextAt())));
    LimitGrants.take(connection, new Decision(List.of(), changed, exhausted, null), states);
    try (PreparedStatement add = connection.prepareStatement(ADD_SLOTS)) {
      add.setInt(1, count);
      add.setObject(2, runId);
      add.executeUpdate();
    }
  }
}
