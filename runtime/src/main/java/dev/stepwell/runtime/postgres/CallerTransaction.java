package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.store.TransactionLog;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Accepts events in a transaction that the caller has begun, and commits or rolls back. */
final class CallerTransaction implements TransactionLog {
  static final String HOLD_FUNCTIONS_VERSION =
      "select version from stepwell.functions_version for share";

  private final Connection connection;
  private final Sessions sessions;
  private final Clock clock;

  CallerTransaction(Connection connection, Sessions sessions, Clock clock) {
    this.connection = connection;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Accepted> append(Dispatch dispatch) {
    return CompletableFuture.completedFuture(appendAll(List.of(dispatch)).get(0));
  }

  @Override
  public List<Accepted> appendAll(List<Dispatch> dispatches) {
    return dispatches.isEmpty() ? List.of() : run(connection, "send", open -> store(dispatches));
  }

  /**
   * Executes work in a transaction that the caller began.
   *
   * @param what a phrase for the work, which follows "could not " in the exception
   * @throws IllegalStateException if the connection is in auto-commit mode
   * @throws PostgresException if the database rejects it; the caller must then roll back
   */
  static <T> T run(Connection connection, String what, Database.Work<T> work) {
    try {
      if (connection.getAutoCommit()) {
        throw new IllegalStateException("could not " + what
            + ": this connection is in auto-commit mode, so there is no transaction to join. Call"
            + " setAutoCommit(false) first, or " + what + " without a connection");
      }
      return work.run(connection);
    } catch (SQLException e) {
      throw new PostgresException("could not " + what + " in the caller's transaction", e);
    }
  }

  private List<Accepted> store(List<Dispatch> dispatches) throws SQLException {
    sessions.adapted(connection);
    if (Sql.identify(connection)) {
      holdFunctionsVersion();
    }
    long version = versionAtThisTime();
    if (dispatches.stream().anyMatch(dispatch -> dispatch.functionsVersion() != version)) {
      return dispatches.stream()
          .map(dispatch -> (Accepted) new Accepted.FunctionsChanged())
          .toList();
    }
    Notices notices = new Notices();
    List<Accepted> accepted = AppendStatements.inTransactionOfCaller(
            connection, clock.now(), notices)
        .appendSent(dispatches);
    notices.send(connection);
    return accepted;
  }

  /**
   * The version of the stored functions. Afterwards the clock is later than the start of this transaction: a wait that looks for the
   * events of open transactions does not find one that seems older than its transaction.
   */
  private long versionAtThisTime() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(GroupTransaction.VERSION_AND_TIME);
        ResultSet row = select.executeQuery()) {
      return GroupTransaction.versionAndTime(row, clock);
    }
  }

  /** Fails if the version that this transaction sees is not the last. */
  private void holdFunctionsVersion() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HOLD_FUNCTIONS_VERSION)) {
      select.execute();
    } catch (SQLException e) {
      if (SqlStates.isRolledBackForAnother(e)) {
        throw new PostgresException(
            "could not send in the caller's transaction, which is REPEATABLE READ or SERIALIZABLE and began before functions or waits"
                + " were added: roll it back and retry it",
            e);
      }
      throw e;
    }
  }
}
