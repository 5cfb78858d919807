package dev.stepwell.testing.contract;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.postgres.DatabaseSchema;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.time.DatabaseClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The store on a real Postgres, in a database of its own. */
final class PostgresSubject implements Subject {
  private final HikariDataSource database;
  private final DatabaseSchema schema;
  private final @Nullable HikariDataSource guest;
  private final SchemaWatch watch = new SchemaWatch();
  private final DatabaseClock clock = new DatabaseClock();
  private final List<PostgresStore> stores = new ArrayList<>();
  private volatile Duration ahead = Duration.ZERO;

  PostgresSubject() {
    this(ContractPostgres.freshDatabase(), DatabaseSchema.DEFAULT, null);
  }

  private PostgresSubject(
      HikariDataSource database, DatabaseSchema schema, @Nullable HikariDataSource guest) {
    this.database = database;
    this.schema = schema;
    this.guest = guest;
  }

  /**
   * The store in another schema than the default one, on connections of a role that may only read and write rows. It must not name the
   * default schema in anything that it sends to the database.
   */
  static PostgresSubject guest() {
    HikariDataSource database = ContractPostgres.freshGuestDatabase();
    return new PostgresSubject(
        database,
        ContractPostgres.GUEST_SCHEMA,
        ContractPostgres.pool(ContractPostgres.GUEST, database.getPoolName()));
  }

  @Override
  public Ports openProcess() {
    return ports(openStore());
  }

  static Ports ports(PostgresStore store) {
    return new Ports(
        store.events(),
        store.journal(),
        store.transactions(2),
        store.queue(),
        store.functions(),
        store.cancellations(),
        store.runs(),
        store.signals(),
        store.waits(),
        store.deferredEvents(),
        store.schedules(),
        store.eventSchedules(),
        store.reruns(),
        store.singletons(),
        store.retention(),
        store.logouts(),
        store.insights(),
        store.slots(),
        store.limitControl());
  }

  PostgresStore openStore() {
    PostgresStore store = guest == null
        ? new PostgresStore(database, this::now, new Json())
        : new PostgresStore(watch.over(guest), schema, false, this::now, new Json());
    stores.add(store);
    return store;
  }

  @Override
  public Instant now() {
    return clock.now().plus(ahead);
  }

  @Override
  public void advance(Duration duration) {
    ahead = ahead.plus(duration);
  }

  /** No connection of these tests holds the locks of live workers. A server that has just started proves no death. */
  @Override
  public void crash(UUID workerId) {
    ContractPostgres.execute(
        database,
        "select pg_sleep(greatest(0, 6.1 - extract(epoch from now() -"
            + " pg_postmaster_start_time())))");
    change(workerId, "shows_life = true");
    endLease(workerId);
  }

  @Override
  public void endLease(UUID workerId) {
    change(
        workerId,
        "heartbeat_at = now() - interval '2 minutes', lease_until = now() - interval '1 minute'");
  }

  private void change(UUID workerId, String assignments) {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update \"" + schema.name().replace("\"", "\"\"")
                + "\".worker set " + assignments + " where id = ?")) {
      update.setObject(1, workerId);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("could not change the worker", e);
    }
  }

  @Override
  public DataSource dataSource() {
    return database;
  }

  @Override
  public void close() {
    stores.forEach(PostgresStore::close);
    database.close();
    if (guest != null) {
      guest.close();
      watch.assertUnnamed();
    }
  }
}
