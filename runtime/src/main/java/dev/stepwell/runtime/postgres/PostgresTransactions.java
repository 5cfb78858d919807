package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.jdbc.Conflicts;
import dev.stepwell.runtime.jdbc.StepTransaction;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Records steps together with writes of the user's own, each in a transaction on a connection of its own. */
final class PostgresTransactions implements Transactions {
  private final DataSource dataSource;
  private final Schema schema;
  private final Clock clock;
  private final StoredJson json;
  private final GroupCommit writes;
  private final Semaphore room;

  /**
   * At most {@code most} at once, so that there are connections left for the worker.
   *
   * @param dataSource whose connections pass the user's statements on as they are
   */
  PostgresTransactions(
      DataSource dataSource,
      Schema schema,
      Clock clock,
      StoredJson json,
      GroupCommit writes,
      int most) {
    this.dataSource = dataSource;
    this.schema = schema;
    this.clock = clock;
    this.json = json;
    this.writes = writes;
    this.room = new Semaphore(most, true);
  }

  @Override
  public Recorded record(UUID runId, Work work) throws Exception {
    room.acquire();
    try {
      return Conflicts.repeat(() -> attempt(runId, work));
    } finally {
      room.release();
    }
  }

  private Recorded attempt(UUID runId, Work work) throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      CallersTransaction.refuse(connection);
      connection.setAutoCommit(false);
      StepTransaction transaction = new StepTransaction(connection);
      try {
        return record(connection, transaction, runId, work);
      } finally {
        transaction.end();
        leave(connection);
      }
    }
  }

  private Recorded record(Connection connection, StepTransaction transaction, UUID runId, Work work)
      throws Exception {
    UUID worker = writes.workerId();
    StepSession session = StepSession.begin(connection);
    StepRecord step = work.run(transaction.connection());
    try {
      return record(schema.on(connection), session, worker, StepWrite.of(runId, step));
    } catch (SQLException e) {
      throw transaction.cause(e);
    }
  }

  private Recorded record(
      Connection connection, StepSession session, @Nullable UUID worker, StepWrite write)
      throws SQLException {
    if (!session.restore(connection, worker) || worker == null) {
      return Recorded.NOT_HELD;
    }
    Instant now = clock.now();
    Aftermath aftermath = new Aftermath(connection, now, new Notices());
    Recorded recorded = new JournalStatements(connection, worker, json, now, aftermath, false)
        .record(List.of(write))
        .getOrDefault(write, Recorded.NOT_HELD);
    if (recorded == Recorded.RECORDED) {
      connection.commit();
    }
    return recorded;
  }

  /** Rolls back what was not committed. A connection that is broken fails the step by what broke it, not by this. */
  private static void leave(Connection connection) throws SQLException {
    if (!connection.isClosed() && connection.isValid(0)) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
