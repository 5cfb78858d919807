package dev.stepwell.spring.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** The schema of one test context, dropped when the context closes. */
final class TestSchema implements DisposableBean {
  static final String BEAN = "stepwellTestSchema";

  /** Names the schema that may be dropped. */
  static final String PROPERTY = "stepwell.test.drop-schema";

  private static final Logger log = LoggerFactory.getLogger(TestSchema.class);

  private final DataSource dataSource;
  private final String schema;

  TestSchema(DataSource dataSource, String schema) {
    this.dataSource = dataSource;
    this.schema = schema;
  }

  @Override
  public void destroy() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "drop schema if exists " + statement.enquoteIdentifier(schema, true) + " cascade");
    } catch (SQLException e) {
      log.debug("The schema {} of a test was not dropped", schema, e);
    }
  }
}
