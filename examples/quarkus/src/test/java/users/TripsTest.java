package users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The application as Quarkus starts it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabase.class)
class TripsTest {
  @Inject
  Trips trips;

  @Inject
  Stepwell stepwell;

  @Inject
  DataSource dataSource;

  @Test
  void aTripIsPlannedInTheTransactionsOfQuarkus() throws Exception {
    UUID run = trips.want("t1", "Rome", false);

    assertEquals(RunStatus.COMPLETED, stepwell.await(run, Duration.ofSeconds(60)).status());
    assertEquals("Grand Hotel Rome", trips.hotel("t1"));
  }

  @Test
  void whatIsRolledBackSendsNothing() throws Exception {
    assertThrows(IllegalStateException.class, () -> trips.want("t2", "Atlantis", true));

    assertNull(trips.hotel("t2"));
    try (Connection connection = dataSource.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(
            "select count(*) from stepwell.event where data::text like '%Atlantis%'")) {
      row.next();
      assertEquals(0, row.getInt(1));
    }
  }
}
