package bad;

import dev.stepwell.*;
import java.sql.Connection;
import java.sql.SQLException;

class FlowConnection {
  @Function(id = "debit", event = "tests/debit.wanted")
  void debit(String key, Steps steps) throws SQLException {
    steps.connection().setReadOnly(true);
    // ^ warning: [FlowConnection] steps.connection() cannot be used here: it is a placeholder for the connection of a transactional step; pass it to a @Step(transactional = true), or use steps.runInTransaction
    write(steps.connection(), key);
    steps.run("inline", () -> {
      steps.connection().createStatement();
      // ^ warning: [FlowConnection] steps.connection() cannot be used here: it is a placeholder for the connection of a transactional step; pass it to a @Step(transactional = true), or use steps.runInTransaction
    });
    Connection connection = steps.connection();
    write(connection, key);
    log(steps.connection());
    // ^ warning: [FlowConnection] steps.connection() cannot be used here: it is a placeholder for the connection of a transactional step; pass it to a @Step(transactional = true), or use steps.runInTransaction
  }

  private void log(Connection connection) {}

  @Step(transactional = true)
  void write(Connection connection, String key) {}
}
