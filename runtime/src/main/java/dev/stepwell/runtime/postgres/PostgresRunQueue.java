package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.model.StuckStep;
import dev.stepwell.runtime.store.LimitedClaim;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.time.LogLimiter;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queue of due runs, and the leases of workers. */
final class PostgresRunQueue implements RunQueue {
  static final String ALL_HELD = """
      select id from stepwell.run where worker_id = ? and status = 'running'
      union all
      select run_id from stepwell.stopping_run where worker_id = ?""";

  static final String GIVE_BACK = """
      with given as (
        update stepwell.run
        set status = 'queued', worker_id = null, slot_worker = null,
          due_at = now() - coalesce(head_start, 0) * interval '1 second'
        where id = any (?) and worker_id = ?
        returning id, slots
      )
      select id from given where slots is not null""";

  static final String HELD = "select id from stepwell.run where id = any (?) and worker_id = ?";

  static final String FORGET_STUCK = "delete from stepwell.stuck_step where worker_id = ?";

  static final String STUCK = """
      insert into stepwell.stuck_step (worker_id, run_id, step_id, since)
      select w.id, s.run_id, s.step_id, timestamptz 'epoch' + s.since * interval '1 microsecond'
      from unnest(?::uuid[], ?::text[], ?::bigint[]) as s (run_id, step_id, since)
      cross join (select id from stepwell.worker where id = ? for key share) as w""";

  private static final Logger log = LoggerFactory.getLogger(PostgresRunQueue.class);

  private final LogLimiter limiter = new LogLimiter();
  private final DataSource dataSource;
  private final HeartbeatConnection line;
  private final PostgresRuns runs;
  private final GroupCommit writes;
  private final LimitedClaims limited = new LimitedClaims(new RunLines());
  private final LimitedClaims ofSteps = new LimitedClaims(new StepLines());

  PostgresRunQueue(
      DataSource dataSource, HeartbeatConnection line, PostgresRuns runs, GroupCommit writes) {
    this.dataSource = dataSource;
    this.line = line;
    this.runs = runs;
    this.writes = writes;
  }

  private <T> T run(String what, Database.Work<T> work) {
    return Database.begun(dataSource, what, connection -> {
      TransactionStart.BY_KEYS.on(connection);
      return work.run(connection);
    });
  }

  @Override
  public void register(UUID workerId, String name, Set<String> functionIds, Duration lease) {
    line.transaction("register the worker", connection -> {
      TransactionStart.PLAIN.on(connection);
      LeaseStatements.register(connection, workerId, name, functionIds, lease);
      return workerId;
    });
    writes.writeAs(workerId);
  }

  @Override
  public @Nullable Beat beat(UUID workerId, Duration lease) {
    return line.statement(
            "renew the lease",
            (connection, beginning) ->
                Optional.ofNullable(LeaseStatements.beat(connection, beginning, workerId, lease)))
        .orElse(null);
  }

  @Override
  public int bury(Collection<Missing> dead) {
    try {
      return Database.begun(dataSource, "take over from dead workers", connection -> {
        TransactionStart.BRIEFLY.on(connection);
        return BurialStatements.bury(connection, dead);
      });
    } catch (PostgresException e) {
      if (!e.isBlocked()) {
        throw e;
      }
      if (dead.size() > 1) {
        return dead.stream().mapToInt(one -> bury(List.of(one))).sum();
      }
      if (limiter.admits("dead")) {
        log.warn("Runs of a dead worker wait: {}", e.getMessage());
      }
      return 0;
    }
  }

  @Override
  public List<ClaimedRun> claim(
      UUID workerId, Set<String> functionIds, int max, long maxBytes, Instant now) {
    return Database.begun(
        dataSource,
        "claim runs",
        connection ->
            new ClaimStatements(connection, runs).claim(workerId, functionIds, max, maxBytes, now));
  }

  @Override
  public @Nullable ClaimedRun claimAlone(
      UUID workerId, Set<String> functionIds, Instant now, RunAdmission admission) {
    LimitedClaims.Request request = new LimitedClaims.Request(
        workerId, functionIds, new RunAdmission.Room(1, Long.MAX_VALUE), now, admission);
    List<ClaimedRun> claimed = run("claim a run to execute alone", connection -> {
      ClaimStatements claims = new ClaimStatements(connection, runs);
      List<ClaimedRun> unlimited = claims.claimAlone(workerId, functionIds, now);
      return unlimited.isEmpty()
          ? limited.claimAlone(connection, request, (on, rows) -> claims.read(rows))
          : unlimited;
    });
    return claimed.isEmpty() ? null : claimed.get(0);
  }

  @Override
  public void leave(UUID workerId) {
    line.transaction("give back the worker's runs", connection -> {
      TransactionStart.BY_KEYS.on(connection);
      LeaseStatements.leave(connection, workerId);
      return BurialStatements.release(connection, workerId);
    });
  }

  @Override
  public Set<UUID> held(UUID workerId) {
    return Database.run(dataSource, "see which runs are held", connection -> {
      try (PreparedStatement select = connection.prepareStatement(ALL_HELD)) {
        select.setObject(1, workerId);
        select.setObject(2, workerId);
        return AppendStatements.uuidsOf(select);
      }
    });
  }

  @Override
  public void giveBack(UUID workerId, Set<UUID> runIds) {
    Database.run(dataSource, "give back runs that are not executed", connection -> {
      try (PreparedStatement release = connection.prepareStatement(GIVE_BACK)) {
        release.setArray(1, uuids(connection, runIds));
        release.setObject(2, workerId);
        SlotReleases.send(connection, AppendStatements.uuidsOf(release), List.of());
        return runIds.size();
      }
    });
  }

  @Override
  public LimitedClaim claimLimited(
      UUID workerId,
      Set<String> functionIds,
      RunAdmission.Room room,
      Instant now,
      RunAdmission admission) {
    return claim(
        "claim runs under limits",
        limited,
        new LimitedClaims.Request(workerId, functionIds, room, now, admission));
  }

  @Override
  public LimitedClaim claimForSteps(
      UUID workerId,
      Set<String> functionIds,
      RunAdmission.Room room,
      Instant now,
      RunAdmission admission) {
    return claim(
        "claim runs whose steps wait for slots",
        ofSteps,
        new LimitedClaims.Request(workerId, functionIds, room, now, admission));
  }

  private LimitedClaim claim(String what, LimitedClaims claims, LimitedClaims.Request request) {
    return Database.begun(
        dataSource,
        what,
        connection -> claims.claim(
            connection, request, (on, rows) -> new ClaimStatements(on, runs).read(rows)));
  }

  @Override
  public boolean releaseCancelled(UUID workerId, Set<UUID> left) {
    return Database.run(
        dataSource,
        "release what cancelled runs held",
        connection -> SlotReleases.ofCancelled(connection, workerId, left));
  }

  @Override
  public Set<UUID> lost(UUID workerId, Set<UUID> runIds) {
    return Database.run(dataSource, "see which runs are held", connection -> {
      Set<UUID> lost = new HashSet<>(runIds);
      try (PreparedStatement select = connection.prepareStatement(HELD)) {
        select.setArray(1, uuids(connection, runIds));
        select.setObject(2, workerId);
        lost.removeAll(AppendStatements.uuidsOf(select));
      }
      return lost;
    });
  }

  @Override
  public void delayed(UUID workerId, Collection<DelayedStep> steps) {
    run(
        "store which steps wait for slots",
        connection -> ReportedDelays.replace(connection, workerId, steps));
  }

  @Override
  public void stuck(UUID workerId, Collection<StuckStep> steps) {
    run("store which steps do not return", connection -> {
      try (PreparedStatement delete = connection.prepareStatement(FORGET_STUCK)) {
        delete.setObject(1, workerId);
        delete.executeUpdate();
      }
      try (PreparedStatement insert = connection.prepareStatement(STUCK)) {
        insert.setArray(
            1, uuids(connection, steps.stream().map(StuckStep::runId).toList()));
        insert.setArray(
            2,
            connection.createArrayOf(
                "text", steps.stream().map(StuckStep::stepId).toArray()));
        insert.setArray(3, Sql.micros(connection, steps, StuckStep::since));
        insert.setObject(4, workerId);
        return insert.executeUpdate();
      }
    });
  }
}
