package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection on which groups are written: taken when it is needed, and released after an error. */
final class WriterConnection {
  private static final Logger log = LoggerFactory.getLogger(WriterConnection.class);

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration MAX_LENT = Duration.ofSeconds(25);
  private static final Duration MAX_IDLE = Duration.ofSeconds(60);

  private final KeptConnections connections;
  private volatile @Nullable Connection connection;
  private volatile Beginning beginning = TransactionStart.GROUP.perTransaction();
  private volatile long lentAt;
  private volatile long usedAt;
  private volatile @Nullable String fault;

  WriterConnection(KeptConnections connections) {
    this.connections = connections;
  }

  /** The connection, on which the caller commits; the same until it is released. */
  synchronized Connection take() throws SQLException {
    usedAt = System.nanoTime();
    lentAt = usedAt;
    Connection open = connection;
    if (open == null) {
      KeptConnections.Opened opened = connections.open(PATIENCE, TransactionStart.GROUP);
      open = opened.connection();
      connection = open;
      beginning = opened.beginning();
      UuidArray.sendBinary(open);
      open.setAutoCommit(false);
    }
    return open;
  }

  /** How transactions begin on the connection that was taken last, with {@link TransactionStart#GROUP}. */
  Beginning beginning() {
    return beginning;
  }

  /** As {@link #take}, and the database has just answered on it. */
  synchronized Connection takeChecked() throws SQLException {
    Connection open = take();
    try (Statement select = open.createStatement()) {
      select.execute("select 1");
    }
    open.rollback();
    return open;
  }

  /** Rolls back after an error, and releases the connection unless the error is unrelated to it. */
  synchronized void recover(Throwable error) {
    Connection open = connection;
    if (open != null && error instanceof SQLException sql) {
      connections.failed(open, sql);
    }
    if (open == null || !(error instanceof SQLException sql) || !SqlStates.leavesConnection(sql)) {
      letGo();
      return;
    }
    connection = null;
    try {
      open.rollback();
      connection = open;
      lentAt = 0;
    } catch (SQLException | RuntimeException e) {
      log.debug("the writer's connection was broken", e);
      KeptConnections.abort(open);
    }
  }

  /** Rolls back, and gives the connection back as it was. */
  synchronized void letGo() {
    lentAt = 0;
    Connection open = connection;
    connection = null;
    if (open != null) {
      try (open) {
        open.rollback();
        open.setAutoCommit(true);
        KeptConnections.bound(open, Duration.ZERO);
      } catch (SQLException | RuntimeException e) {
        log.debug("the writer's connection was broken", e);
      }
    }
  }

  /** Notes that the database has committed what was written. */
  void worked() {
    lentAt = 0;
    fault = null;
  }

  /** Notes why nothing can be written. */
  void failed(Throwable reason) {
    fault = reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }

  /** Why nothing can be written; null if it can, or was not tried. */
  @Nullable
  String fault() {
    return isOverdue()
        ? "the database has not responded for " + MAX_LENT.toSeconds() + " s"
        : fault;
  }

  private boolean isOverdue() {
    long since = lentAt;
    return since != 0 && System.nanoTime() - since > MAX_LENT.toNanos();
  }

  /**
   * Aborts the connection if it has been in use for too long: a driver waits without limit to send to a network that takes nothing. Gives it
   * back if it has not been used for long, before a network forgets it. Called from another thread, every now and then.
   */
  void check() {
    Connection open = connection;
    if (open == null) {
      return;
    }
    if (isOverdue()) {
      log.warn(
          "a group of writes has had no response for {} s: its connection is aborted",
          MAX_LENT.toSeconds());
      KeptConnections.abort(open);
      connections.suspectPool();
    } else if (lentAt == 0 && System.nanoTime() - usedAt > MAX_IDLE.toNanos()) {
      letGoIfIdle();
    }
  }

  private synchronized void letGoIfIdle() {
    if (lentAt == 0) {
      letGo();
    }
  }
}
