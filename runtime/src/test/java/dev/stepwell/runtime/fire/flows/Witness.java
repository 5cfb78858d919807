package dev.stepwell.runtime.fire.flows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Records each execution of a step in tables of the test, with whether the step had been recorded before, and whether
 * this worker held the run.
 */
public final class Witness {
  private static final String MARK = """
      insert into fire.executed (run_id, step_id, worker, recorded_before, held, at)
      select ?, ?, ?,
        exists (select from stepwell.step where run_id = ? and id = ? and status in ('completed', 'failed')),
        exists (
          select from stepwell.run r join stepwell.worker w on w.id = r.worker_id
          where r.id = ? and w.name = ?),
        clock_timestamp()""";
  private static final String ENTER =
      "insert into fire.ledger (run_id, step_id, amount) values (?, ?, ?)";
  private static final String RUN = """
      select r.id from stepwell.run r join stepwell.event e on e.id = r.event_id
      where e.name = 'fire/assembling.wanted' and e.data ->> 'key' = ?""";

  private static final String COUNT = """
      with entered as (
        insert into fire.inside (run_id, lane, worker) values (?::uuid, ?, ?)
        on conflict (run_id) do update set lane = excluded.lane, worker = excluded.worker
        returning run_id
      )
      insert into fire.counted (run_id, lane, others, at)
      select entered.run_id, ?, (
          select count(*) from fire.inside i
          join stepwell.run r on r.id = i.run_id and r.status = 'running'
          join stepwell.worker w on w.id = r.worker_id and w.name = i.worker
          where i.lane = ? and i.run_id <> entered.run_id),
        clock_timestamp()
      from entered
      where exists (
        select from stepwell.run r join stepwell.worker w on w.id = r.worker_id
        where r.id = entered.run_id and w.name = ?)""";
  private static final String LEAVE = "delete from fire.inside where run_id = ?::uuid";

  private static final int MAX_MILLIS = 30;

  private final DataSource database;
  private final String worker;

  /** Notes in this database what the worker of this name does. */
  public Witness(DataSource database, String worker) {
    this.database = database;
    this.worker = worker;
  }

  /** Records an execution, which then takes a moment; waits while the database is unavailable. */
  public int mark(UUID runId, String stepId) throws InterruptedException {
    while (!hasMarked(runId, stepId)) {
      Thread.sleep(100);
    }
    Thread.sleep(ThreadLocalRandom.current().nextInt(MAX_MILLIS));
    return 1;
  }

  /** Counts the steps of other runs in this lane that execute now, and takes a moment; waits while the database is unavailable. */
  public int count(UUID runId, String stepId, String lane) throws InterruptedException {
    String run = runId.toString();
    retry(COUNT, run, lane, worker, lane, lane, worker);
    mark(runId, stepId);
    retry(LEAVE, run);
    return 1;
  }

  private void retry(String sql, String... parameters) throws InterruptedException {
    while (true) {
      try (Connection connection = database.getConnection();
          PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < parameters.length; i++) {
          statement.setString(i + 1, parameters[i]);
        }
        statement.executeUpdate();
        return;
      } catch (SQLException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException("a step was interrupted: " + e.getMessage());
        }
        Thread.sleep(100);
      }
    }
  }

  /** Records an execution, and holds a connection of the pool for this long. */
  public void hold(UUID runId, String stepId, int millis)
      throws SQLException, InterruptedException {
    try (Connection connection = database.getConnection()) {
      mark(connection, runId, stepId);
      Thread.sleep(millis);
    }
  }

  private boolean hasMarked(UUID runId, String stepId) throws InterruptedException {
    try (Connection connection = database.getConnection()) {
      mark(connection, runId, stepId);
      return true;
    } catch (SQLException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("a step was interrupted: " + e.getMessage());
      }
      return false;
    }
  }

  private void mark(Connection connection, UUID runId, String stepId) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(MARK)) {
      insert.setObject(1, runId);
      insert.setString(2, stepId);
      insert.setString(3, worker);
      insert.setObject(4, runId);
      insert.setString(5, stepId);
      insert.setObject(6, runId);
      insert.setString(7, worker);
      insert.executeUpdate();
    }
  }

  /** The run of a graph, whose steps know only the key of their event; waits while the database is unavailable. */
  public UUID run(String key) throws InterruptedException {
    UUID run = find(key);
    while (run == null) {
      Thread.sleep(100);
      run = find(key);
    }
    return run;
  }

  private @Nullable UUID find(String key) throws InterruptedException {
    try (Connection connection = database.getConnection()) {
      return run(connection, key);
    } catch (SQLException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("a step was interrupted: " + e.getMessage());
      }
      return null;
    }
  }

  /** Like {@link #run(String)}, in the transaction of a step. */
  public UUID run(Connection transaction, String key) throws SQLException {
    try (PreparedStatement select = transaction.prepareStatement(RUN)) {
      select.setString(1, key);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getObject(1, UUID.class);
      }
    }
  }

  /** Writes an amount to the ledger, in the transaction of a step. */
  public int enter(Connection transaction, UUID runId, String stepId, int amount)
      throws SQLException {
    try (PreparedStatement insert = transaction.prepareStatement(ENTER)) {
      insert.setObject(1, runId);
      insert.setString(2, stepId);
      insert.setInt(3, amount);
      insert.executeUpdate();
    }
    return amount;
  }
}
