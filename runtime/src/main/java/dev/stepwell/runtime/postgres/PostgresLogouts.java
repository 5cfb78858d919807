package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.store.Logouts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import javax.sql.DataSource;

/** Logouts in Postgres. */
final class PostgresLogouts implements Logouts {
  static final String ADD =
      "insert into stepwell.logout (session_id, until) values (?, ?) on conflict do nothing";

  /** How many are deleted at most per logout: each logout adds one. */
  static final String DELETE_ENDED = """
      delete from stepwell.logout
      where session_id in (
        select session_id from stepwell.logout where until <= ? limit 100 for update skip locked)\
      """;

  static final String CONTAINS = "select from stepwell.logout where session_id = ?";

  private final DataSource dataSource;

  PostgresLogouts(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void add(String sessionId, Instant until, Instant now) {
    Database.run(dataSource, "record a logout", connection -> {
      try (PreparedStatement insert = connection.prepareStatement(ADD)) {
        insert.setString(1, sessionId);
        insert.setObject(2, time(until));
        insert.executeUpdate();
      }
      try (PreparedStatement delete = connection.prepareStatement(DELETE_ENDED)) {
        delete.setObject(1, time(now));
        return delete.executeUpdate();
      }
    });
  }

  @Override
  public boolean contains(String sessionId) {
    return Database.read(dataSource, "look for a logout", connection -> {
      try (PreparedStatement select = connection.prepareStatement(CONTAINS)) {
        select.setString(1, sessionId);
        try (ResultSet rows = select.executeQuery()) {
          return rows.next();
        }
      }
    });
  }
}
