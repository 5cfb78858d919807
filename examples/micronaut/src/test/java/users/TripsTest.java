package users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The application as Micronaut starts it. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TripsTest implements TestPropertyProvider {
  private EmbeddedPostgres postgres;

  @Inject
  Trips trips;

  @Inject
  Stepwell stepwell;

  @Override
  public Map<String, String> getProperties() {
    try {
      postgres = EmbeddedPostgres.start();
      execute("create table trip (id text primary key, hotel text not null)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Map.of(
        "datasources.default.url", postgres.getJdbcUrl("postgres", "postgres"),
        "datasources.default.username", "postgres");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @AfterAll
  void stop() throws IOException {
    stepwell.close();
    postgres.close();
  }

  @Test
  void aTripIsPlannedInTheTransactionsOfMicronaut() throws Exception {
    UUID run = trips.want("t1", "Rome", false);

    assertEquals(RunStatus.COMPLETED, stepwell.await(run, Duration.ofSeconds(60)).status());
    assertEquals("Grand Hotel Rome", trips.hotel("t1"));
  }

  @Test
  void whatIsRolledBackSendsNothing() throws Exception {
    assertThrows(IllegalStateException.class, () -> trips.want("t2", "Atlantis", true));

    assertNull(trips.hotel("t2"));
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(
            "select count(*) from stepwell.event where data::text like '%Atlantis%'")) {
      row.next();
      assertEquals(0, row.getInt(1));
    }
  }
}
