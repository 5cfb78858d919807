package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process without a worker, whose clock lags behind the database's clock. */
class LaggingClockTest {
  /** Lags by the same time until it is read. */
  private static final class LaggingClock implements Clock {
    private final long millis;
    private volatile Instant read = Instant.MIN;

    LaggingClock(long millis) {
      this.millis = millis;
    }

    @Override
    public Instant now() {
      Instant lagging = Instant.now().minusMillis(millis);
      return lagging.isAfter(read) ? lagging : read;
    }

    @Override
    public void read(Instant databaseTime) {
      read = databaseTime;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {300, 5_000, 7_200_000})
  void anEventIsNotOlderThanTheTransactionOfItsCaller(long lagMillis) throws Exception {
    try (HikariDataSource database = TestPostgres.freshDatabase();
        PostgresStore store = new PostgresStore(database, new LaggingClock(lagMillis), new Json());
        Connection caller = database.getConnection()) {
      caller.setAutoCommit(false);

      store.eventsIn(caller).append(dispatch(store)).join();

      try (ResultSet row = caller
          .createStatement()
          .executeQuery("select accepted_at >= now() from stepwell.event where id = 'e'")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getBoolean(1)).isTrue();
      }
      caller.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {300, 5_000, 7_200_000})
  void anEventIsNotOlderThanItsGroup(long lagMillis) throws Exception {
    try (HikariDataSource database = TestPostgres.freshDatabase();
        PostgresStore store =
            new PostgresStore(database, new LaggingClock(lagMillis), new Json())) {
      String before = TestPostgres.column(database, "select now()::text").get(0);

      store.events().append(dispatch(store)).get(30, TimeUnit.SECONDS);

      assertThat(
              TestPostgres.count(database, "stepwell.event where accepted_at >= '" + before + "'"))
          .isEqualTo(1);
    }
  }

  private static Dispatch dispatch(PostgresStore store) {
    StoredEvent event = new StoredEvent("e", "order/paid", "{}", Instant.EPOCH, Map.of());
    return new Dispatch(
        event, List.of(), List.of(), List.of(), store.functions().load().version(), null);
  }
}
