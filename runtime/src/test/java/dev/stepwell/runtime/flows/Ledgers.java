package dev.stepwell.runtime.flows;

import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** A function with a transactional step that waits between its write and its end. */
public class Ledgers {
  private final Probe probe;

  /** Reports to the probe. */
  public Ledgers(Probe probe) {
    this.probe = probe;
  }

  @Function(id = "ledger", event = "ledgers/wanted", retries = 0)
  String book(String key, Steps steps) {
    return steps.runInTransaction("book", String.class, connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement("insert into ledger (entry) values (?)")) {
        insert.setString(1, key);
        insert.executeUpdate();
      }
      try (Statement name = connection.createStatement()) {
        name.execute("set local application_name = 'step of " + key + "'");
      }
      probe.called(key, "booked");
      probe.passGate(key);
      return key;
    });
  }

  /** Returns the id of the session. */
  @Function(id = "ledger-setting", event = "ledgers/setting.wanted", retries = 0)
  int set(String setting, Steps steps) {
    return steps.runInTransaction("set", Integer.class, connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute(setting);
      }
      return connection.unwrap(PGConnection.class).getBackendPID();
    });
  }
}
