package dev.stepwell.runtime.flows;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A function whose steps leave a mark in a table each time that they are executed, with whether they were recorded by then. */
public class CrashMarks {
  private static final String MARK = """
      insert into executed (key, step, recorded_before)
      select ?, ?, exists (
        select from stepwell.event e
        join stepwell.run r on r.event_id = e.id
        join stepwell.step s on s.run_id = r.id
        where e.data ->> 'key' = ? and s.id = ? and s.status = 'completed')""";

  private final DataSource database;

  /** Marks in this database. */
  public CrashMarks(DataSource database) {
    this.database = database;
  }

  @Function(id = "crash-marks", event = "crash/mark.wanted")
  int mark(String key, int steps, long millis, Steps durable)
      throws SQLException, InterruptedException {
    int sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += mark(key, i == 0 ? "mark" : "mark:" + i, millis);
    }
    return sum;
  }

  @Step(id = "mark")
  int mark(String key, String step, long millis) throws SQLException, InterruptedException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(MARK)) {
      insert.setString(1, key);
      insert.setString(2, step);
      insert.setString(3, key);
      insert.setString(4, step);
      insert.executeUpdate();
    }
    Thread.sleep(millis);
    return 1;
  }
}
