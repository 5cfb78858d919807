package bad;

import dev.stepwell.*;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;

class OtherConnection {
  interface Pool {
    Connection open() throws SQLException;
  }

  private final DataSource database;
  private final Pool pool;

  OtherConnection(DataSource database, Pool pool) {
    this.database = database;
    this.pool = pool;
  }

  @Function(id = "enter", event = "tests/enter.wanted")
  void enter(String key, Steps steps) throws Exception {
    write(steps.connection(), key);
  }

  @Step(transactional = true)
  void write(Connection connection, String key) throws SQLException {
    try (Connection own = database.getConnection()) {
    // ^ warning: [OtherConnection] database.getConnection() takes another connection in a transactional step, so its writes do not commit together with the outcome; use the step's own connection
      own.prepareStatement("…").execute();
    }
    DriverManager.getConnection("…");
    // ^ warning: [OtherConnection] DriverManager.getConnection("…") takes another connection in a transactional step, so its writes do not commit together with the outcome; use the step's own connection
    pool.open();
    // ^ warning: [OtherConnection] pool.open() takes another connection in a transactional step, so its writes do not commit together with the outcome; use the step's own connection
    connection.createStatement().getConnection();
    connection.prepareStatement("…").execute();
  }
}
