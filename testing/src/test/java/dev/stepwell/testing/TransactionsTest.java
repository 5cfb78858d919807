package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.NonRetriableException;
import dev.stepwell.testing.contract.ContractPostgres;
import dev.stepwell.testing.flows.ClaimsDesk;
import dev.stepwell.testing.flows.DurableTrips;
import dev.stepwell.testing.flows.TripsTripBooked;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactional steps write to the database of the test. */
class TransactionsTest {
  private static final ClaimsDesk DESK = new ClaimsDesk() {
    @Override
    public String reserve(String traveller, String city) {
      return city;
    }

    @Override
    public void release(String traveller) {}
  };

  private static List<String> trips(HikariDataSource database) throws SQLException {
    List<String> trips = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery("select traveller, paid from trip")) {
      while (rows.next()) {
        trips.add(rows.getString(1) + " " + rows.getInt(2));
      }
    }
    return trips;
  }

  @Test
  void aStepWritesOnceHoweverOftenItIsTried() throws SQLException {
    try (HikariDataSource database = ContractPostgres.emptyDatabase()) {
      ContractPostgres.execute(
          database, "create table trip (traveller text, paid int check (paid > 0))");
      TestStepwell stepwell = TestStepwell.builder()
          .register(new DurableTrips(DESK))
          .dataSource(database)
          .build();
      stepwell.replace("write", call -> {
        call.proceed();
        if (call.attempt() == 1) {
          throw new IllegalStateException("after the insert");
        }
        return null;
      });

      TestRun run = stepwell.send(new TripsTripBooked("ann", 7));
      assertThat(trips(database)).isEmpty();
      stepwell.advance(Duration.ofMinutes(1));

      run.assertCompleted();
      assertThat(trips(database)).containsExactly("ann 7");
    }
  }

  @Test
  void withoutADatabaseTheStepSaysWhatIsMissing() {
    TestRun run = TestStepwell.of(new DurableTrips(DESK)).send(new TripsTripBooked("ann", 7));

    run.assertFailed(NonRetriableException.class);
    assertThat(run.failure().message()).contains("needs a database");
  }

  @Test
  void withoutADatabaseTheStepCanBeReplaced() {
    TestStepwell stepwell = TestStepwell.of(new DurableTrips(DESK));
    stepwell.replace("write", call -> null);

    stepwell.send(new TripsTripBooked("ann", 7)).assertCompleted();
  }
}
