package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.time.TimeRange;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Helpers for JDBC. */
final class Sql {
  static final String IDENTIFY = """
      select pg_current_xact_id(), current_setting('transaction_isolation') in ('repeatable read', 'serializable')""";

  private static final long LAST_SECOND_OF_IDS = (1L << 48) / 1_000 - 1;

  /** The order of ids in the database, where they are not signed. */
  static final Comparator<UUID> BY_ID = Comparator.comparing(
          UUID::getMostSignificantBits, Long::compareUnsigned)
      .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  private Sql() {}

  /** Work on a connection. */
  interface Work<T extends @Nullable Object> {
    /** Does it. */
    T run() throws SQLException;
  }

  /** Executes the work in its own transaction, and restores the state of the connection. */
  static <T extends @Nullable Object> T inTransaction(Connection connection, Work<T> work)
      throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(connection, e);
      throw e;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(autoCommit);
      }
    }
  }

  /** Commits, once all that was committed before is on disk. */
  static void flush(Connection connection) throws SQLException {
    try (PreparedStatement flush = connection.prepareStatement(Commits.FLUSH)) {
      flush.execute();
    }
    connection.commit();
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** One field of each item, as an array of text; Postgres reads the text by the type that the statement casts it to. */
  static <T> Array texts(
      Connection connection, Collection<T> items, Function<T, @Nullable Object> field)
      throws SQLException {
    @Nullable String[] values = new String[items.size()];
    int i = 0;
    for (T item : items) {
      Object value = field.apply(item);
      values[i++] = value == null ? null : value.toString();
    }
    return connection.createArrayOf("text", values);
  }

  /**
   * One time per item, as an array of microseconds since 1970 in binary form: parsing times from text costs Postgres
   * more than storing them. {@code to_timestamp} of {@code float8} seconds is exact to the microsecond until the year
   * 2100, which suffices for past times. Future times consist of whole seconds and an interval of microseconds, which
   * is always exact (ADR 25).
   */
  static <T> Array micros(
      Connection connection, Collection<T> items, Function<T, @Nullable Instant> field)
      throws SQLException {
    @Nullable Long[] values = new Long[items.size()];
    int i = 0;
    for (T item : items) {
      Instant time = field.apply(item);
      values[i++] = time == null ? null : TimeRange.micros(time);
    }
    return connection.createArrayOf("int8", values);
  }

  /** One number of each item. */
  static <T> Array numbers(Connection connection, Collection<T> items, ToIntFunction<T> field)
      throws SQLException {
    return connection.createArrayOf(
        "int4", items.stream().mapToInt(field).boxed().toArray(Integer[]::new));
  }

  static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }

  /** The time as a parameter, within the range of those that are stored; null for null. */
  static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : TimeRange.clamp(instant).atOffset(ZoneOffset.UTC);
  }

  /** The time in this column; null for none, and for infinity. */
  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null || time.equals(OffsetDateTime.MAX) ? null : time.toInstant();
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The first id that a run created at this time or later may have: ids begin with the milliseconds since 1970, in 48 bits. */
  static UUID firstId(Instant time) {
    long seconds = Math.max(0, Math.min(time.getEpochSecond(), LAST_SECOND_OF_IDS));
    long millis = seconds == time.getEpochSecond() ? time.toEpochMilli() : seconds * 1_000;
    return new UUID(millis << 16, 0);
  }

  /** When a run of this id was created, in milliseconds. */
  static Instant timeOf(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  /**
   * Assigns an id to the transaction. If it then reads the version of the functions, it is known to be open while shapes of waits
   * wait for all open transactions to end.
   *
   * @return whether the transaction uses the snapshot of its first statement
   */
  static boolean identify(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(IDENTIFY)) {
      row.next();
      return row.getBoolean(2);
    }
  }

  /** Makes the database end this transaction if it waits too long for another. */
  static void boundWaits(Connection connection) throws SQLException {
    boundWaits(connection, Duration.ofSeconds(15));
  }

  /** Bounds how long this transaction waits for another. */
  static void boundWaits(Connection connection, Duration max) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local lock_timeout = '" + max.toMillis() + "ms'");
    }
  }
}
