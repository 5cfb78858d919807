package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.jdbc.StepTransaction;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.UnrecordedException;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Records steps together with writes of the user, each in a transaction on its own connection. */
final class PostgresTransactions implements Transactions {
  private static final String BEGIN = "the transaction of a step could not begin";

  private final DataSource dataSource;
  private final DatabaseSchema schema;
  private final Clock clock;
  private final StoredJson json;
  private final GroupCommit writes;
  private final TransactionSlots slots;

  /**
   * At most {@code max} at once, so that connections remain for the worker.
   *
   * @param dataSource a source of connections that do not change the user's statements
   */
  PostgresTransactions(
      DataSource dataSource,
      DatabaseSchema schema,
      Clock clock,
      StoredJson json,
      GroupCommit writes,
      int max) {
    this.dataSource = dataSource;
    this.schema = schema;
    this.clock = clock;
    this.json = json;
    this.writes = writes;
    this.slots = new TransactionSlots(max);
  }

  @Override
  public Recorded record(UUID runId, Work work) throws Exception {
    return slots.use(() -> attempt(runId, work));
  }

  private Recorded attempt(UUID runId, Work work) throws Exception {
    try (Connection connection = ours(BEGIN, dataSource::getConnection)) {
      CallersTransaction.refuse(connection);
      StepSession session = ours(BEGIN, () -> {
        connection.setAutoCommit(false);
        return StepSession.begin(connection);
      });
      StepTransaction transaction = new StepTransaction(connection);
      try {
        Recorded recorded = record(connection, session, transaction, runId, work);
        if (recorded == Recorded.RECORDED) {
          commit(connection, transaction);
        }
        return recorded;
      } finally {
        transaction.end();
        leave(connection);
      }
    }
  }

  /** Executes the work and records its step in an open transaction, which the caller commits. */
  Recorded recordIn(Connection connection, UUID runId, Work work) throws Exception {
    StepSession session = ours(BEGIN, () -> StepSession.begin(connection));
    StepTransaction transaction = new StepTransaction(connection);
    try {
      return record(connection, session, transaction, runId, work);
    } finally {
      transaction.end();
    }
  }

  private Recorded record(
      Connection connection,
      StepSession session,
      StepTransaction transaction,
      UUID runId,
      Work work)
      throws Exception {
    UUID worker = writes.workerId();
    StepRecord step = work.run(transaction.connection());
    try {
      return ours(
          "the outcome of a transactional step could not be recorded",
          () -> record(schema.on(connection), session, worker, StepWrite.of(runId, step)));
    } catch (SQLException e) {
      throw transaction.cause(e);
    }
  }

  /** What Stepwell itself does in the transaction. */
  private interface Part<T> {
    T run() throws SQLException;
  }

  /**
   * Does a part whose errors are not the step's, unless the step has aborted its transaction, conflicts with another one, or returned what
   * cannot be stored.
   */
  private static <T> T ours(String what, Part<T> part) throws SQLException {
    try {
      return part.run();
    } catch (SQLException e) {
      if (SqlStates.isPassing(e)
          && !SqlStates.isRolledBackForAnother(e)
          && !SqlStates.isAborted(e)) {
        throw new UnrecordedException(what, e);
      }
      throw e;
    }
  }

  /** What the database refuses now, by a deferred constraint for example, it refuses of the step's writes. */
  private static void commit(Connection connection, StepTransaction transaction)
      throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (SqlStates.isOfSurroundings(e)) {
        throw new UnrecordedException(
            "it is unknown whether a transactional step was committed", e);
      }
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
    RunEndEffects endEffects = new RunEndEffects(connection, now, new Notices());
    return new JournalStatements(connection, worker, json, now, endEffects, false)
        .record(List.of(write))
        .getOrDefault(write, Recorded.NOT_HELD);
  }

  /** Rolls back uncommitted work. A broken connection fails the step with the original error, not with this one. */
  private static void leave(Connection connection) throws SQLException {
    if (!connection.isClosed() && connection.isValid(0)) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
