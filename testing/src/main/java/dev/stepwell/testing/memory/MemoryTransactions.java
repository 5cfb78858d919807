package dev.stepwell.testing.memory;

import dev.stepwell.NonRetriableException;
import dev.stepwell.runtime.jdbc.Conflicts;
import dev.stepwell.runtime.jdbc.OpenedTransactions;
import dev.stepwell.runtime.jdbc.StepTransaction;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.UnrecordedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Records steps together with writes to the user's database: stores the step after the database commits, and not if it
 * rolls back.
 */
final class MemoryTransactions implements Transactions {
  private final MemoryTables tables;
  private final StepWrites writes;
  private final @Nullable DataSource dataSource;
  private final @Nullable StepTransactions opens;

  MemoryTransactions(
      MemoryTables tables,
      StepWrites writes,
      @Nullable DataSource dataSource,
      @Nullable StepTransactions opens) {
    this.tables = tables;
    this.writes = writes;
    this.dataSource = dataSource;
    this.opens = opens;
  }

  @Override
  public Recorded record(UUID runId, Work work) throws Exception {
    if (opens != null) {
      return Conflicts.repeat(() -> through(opens, runId, work));
    }
    if (dataSource == null) {
      throw new NonRetriableException(
          "a transactional step needs a database, but this in-memory store has none: set a data source, or replace the step");
    }
    return Conflicts.repeat(() -> attempt(dataSource, runId, work));
  }

  private Recorded attempt(DataSource database, UUID runId, Work work) throws Exception {
    try (Connection connection = connect(database)) {
      connection.setAutoCommit(false);
      StepTransaction transaction = new StepTransaction(connection);
      try {
        Recorded answer = record(connection, transaction, runId, work);
        if (answer != Recorded.RECORDED) {
          connection.rollback();
        }
        return answer;
      } catch (Throwable thrown) {
        rollBack(connection, thrown);
        throw thrown;
      } finally {
        transaction.end();
      }
    }
  }

  /** Executes the step in a transaction of the framework. */
  private Recorded through(StepTransactions framework, UUID runId, Work work) throws Exception {
    AtomicReference<@Nullable StepWrite> done = new AtomicReference<>();
    Recorded answer = OpenedTransactions.call(
        framework,
        connection -> {
          StepTransaction transaction = new StepTransaction(connection);
          try {
            boolean isMarked = mark(connection);
            StepWrite write = StepWrite.of(runId, work.run(transaction.connection()));
            if (isMarked && !isStillMarked(connection)) {
              throw StepTransaction.endedByStep();
            }
            done.set(write);
            return tables.transaction(() -> writes.check(write));
          } catch (SQLException e) {
            throw transaction.cause(e);
          } finally {
            transaction.end();
          }
        },
        recorded -> recorded == Recorded.RECORDED);
    StepWrite write = done.get();
    if (answer == Recorded.RECORDED && write != null) {
      tables.transaction(() -> {
        writes.write(write);
        return answer;
      });
    }
    return answer;
  }

  private static Connection connect(DataSource database) {
    try {
      return database.getConnection();
    } catch (SQLException e) {
      throw new UnrecordedException("the transaction of a step could not begin", e);
    }
  }

  private Recorded record(Connection connection, StepTransaction transaction, UUID runId, Work work)
      throws Exception {
    boolean isMarked = mark(connection);
    StepRecord step = work.run(transaction.connection());
    try {
      if (isMarked && !isStillMarked(connection)) {
        throw StepTransaction.endedByStep();
      }
      return record(StepWrite.of(runId, step), connection);
    } catch (SQLException e) {
      throw transaction.cause(e);
    }
  }

  /** Only Postgres has these marks. On other databases, a step that ends its transaction by SQL is not detected. */
  private static boolean mark(Connection connection) throws SQLException {
    if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(StepTransaction.MARK);
      return true;
    }
  }

  private static boolean isStillMarked(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(StepTransaction.IS_MARKED)) {
      return row.next() && row.getBoolean("marked");
    }
  }

  private Recorded record(StepWrite write, Connection connection) throws SQLException {
    return tables.transaction(() -> {
      Recorded answer = writes.check(write);
      if (answer == Recorded.RECORDED) {
        connection.commit();
        writes.write(write);
      }
      return answer;
    });
  }

  private static void rollBack(Connection connection, Throwable because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }
}
