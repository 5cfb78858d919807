package bad;

import dev.stepwell.*;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

class EndedTransaction {
  @Function(id = "book", event = "tests/book.wanted")
  void book(String key, Steps steps) {
    write(steps.connection(), key);
    steps.runInTransaction("inline", Integer.class, tx -> {
      tx.rollback();
      // ^ warning: [EndedTransaction] tx.rollback() ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back
      return 1;
    });
  }

  @Function(id = "end", event = "tests/end.wanted")
  void end(String key, Steps steps) throws Exception {
    helped(steps.connection());
    steps.runInTransaction("reference", Integer.class, EndedTransaction::finish);
  }

  @Step(transactional = true)
  void handed(Connection connection) throws SQLException {
    Connection same = itself(connection);
    same.commit();
    // ^ warning: [EndedTransaction] same.commit() ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back
    Audit.end(connection);
  }

  private static Connection itself(Connection connection) {
    return connection;
  }

  static class Audit {
    static void end(Connection connection) throws SQLException {
      connection.commit();
      // ^ warning: [EndedTransaction] connection.commit() ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back
    }
  }

  private static int finish(Connection tx) throws SQLException {
    tx.commit();
    // ^ warning: [EndedTransaction] tx.commit() ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back
    return 1;
  }

  @Step(transactional = true)
  void helped(Connection connection) throws SQLException {
    Connection same = connection;
    same.rollback();
    // ^ warning: [EndedTransaction] same.rollback() ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back
    abort(connection);
    connection.createStatement().execute("COMMIT");
    // ^ warning: [EndedTransaction] connection.createStatement().execute("COMMIT") ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back
    connection.createStatement().execute("rollback to mark");
  }

  private void abort(Connection of) throws SQLException {
    of.close();
    // ^ warning: [EndedTransaction] of.close() ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back
  }

  @Step(transactional = true)
  int write(Connection connection, String key) {
    try (connection;
    // ^ warning: [EndedTransaction] try (connection) ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back
        PreparedStatement insert = connection.prepareStatement("…")) {
      connection.setAutoCommit(false);
      // ^ warning: [EndedTransaction] connection.setAutoCommit(false) ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back
      insert.executeUpdate();
      connection.commit();
      // ^ warning: [EndedTransaction] connection.commit() ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return 1;
  }
}
