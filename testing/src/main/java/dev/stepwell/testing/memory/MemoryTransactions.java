package dev.stepwell.testing.memory;

import dev.stepwell.NonRetriableException;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.StepConnection;
import dev.stepwell.runtime.store.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Records steps together with writes to a database of the user's: the step is stored when the database has committed, and not when
 * it has rolled back.
 */
final class MemoryTransactions implements Transactions {
  private final MemoryTables tables;
  private final StepWrites writes;
  private final @Nullable DataSource dataSource;

  MemoryTransactions(MemoryTables tables, StepWrites writes, @Nullable DataSource dataSource) {
    this.tables = tables;
    this.writes = writes;
    this.dataSource = dataSource;
  }

  @Override
  public Recorded record(UUID runId, Work work) throws Exception {
    if (dataSource == null) {
      throw new NonRetriableException(
          "a transactional step needs a database, and this store in memory was given none: give it a data source, or replace the step");
    }
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Recorded answer =
            record(StepWrite.of(runId, work.run(StepConnection.of(connection))), connection);
        if (answer != Recorded.RECORDED) {
          connection.rollback();
        }
        return answer;
      } catch (Throwable thrown) {
        rollBack(connection, thrown);
        throw thrown;
      }
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
