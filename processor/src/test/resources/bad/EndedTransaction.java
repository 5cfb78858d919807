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
      // ^ warning: [EndedTransaction] tx.rollback() ends the transaction on which the outcome of the step is recorded; leave that to the run
      return 1;
    });
  }

  @Step(transactional = true)
  int write(Connection connection, String key) {
    try (connection;
    // ^ warning: [EndedTransaction] try (connection) ends the transaction on which the outcome of the step is recorded; leave that to the run
        PreparedStatement insert = connection.prepareStatement("…")) {
      connection.setAutoCommit(false);
      // ^ warning: [EndedTransaction] connection.setAutoCommit(false) ends the transaction on which the outcome of the step is recorded; leave that to the run
      insert.executeUpdate();
      connection.commit();
      // ^ warning: [EndedTransaction] connection.commit() ends the transaction on which the outcome of the step is recorded; leave that to the run
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return 1;
  }
}
