package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.EventLog;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.time.Backoff;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has gathered as one transaction, while the next group gathers: no write pays for a commit of its own.
 *
 * <p>One thread writes. A database that cannot be reached makes it wait and try again; nothing is dropped. When the answer to a
 * commit was lost, the group's number in the worker's row tells whether it took place. A group that the database refuses is
 * written again one by one, so that only the write at fault fails.
 */
final class GroupCommit implements EventLog, Journal, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MOST_WRITES = 2_000;
  private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

  private final DataSource dataSource;
  private final Clock clock;
  private final StoredJson json;
  private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
  private final Backoff backoff = new Backoff();
  private final Thread thread;
  private volatile @Nullable Lease lease;
  private volatile boolean closed;
  private @Nullable Connection connection;
  private @Nullable Write held;
  private long number;

  private record Lease(UUID workerId, Duration duration) {}

  GroupCommit(DataSource dataSource, Clock clock, StoredJson json) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.json = json;
    this.thread = new Thread(this::loop, "stepwell-writer");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /** The worker whose writes these are; null if there is none. */
  @Nullable
  UUID workerId() {
    Lease as = lease;
    return as == null ? null : as.workerId;
  }

  /** From now on writes are those of this worker. */
  void writeAs(UUID workerId, Duration duration) {
    lease = new Lease(workerId, duration);
  }

  @Override
  public CompletableFuture<Accepted> append(Dispatch dispatch) {
    return add(new Write.Append(dispatch, new CompletableFuture<>())).future();
  }

  @Override
  public CompletableFuture<Recorded> record(StepWrite write) {
    return add(new Write.Step(write, new CompletableFuture<>())).future();
  }

  @Override
  public CompletableFuture<Recorded> end(RunEnd end) {
    return add(new Write.End(end, new CompletableFuture<>())).future();
  }

  private <W extends Write> W add(W write) {
    queue.add(write);
    if (closed) {
      refuseAll();
    }
    return write;
  }

  /** Writes what has gathered, if the database can be reached, and stops; what is left is refused. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refuseAll();
    disconnect();
  }

  private void refuseAll() {
    List<Write> left = new ArrayList<>();
    queue.drainTo(left);
    refuse(left, new IllegalStateException("Stepwell is closed"));
  }

  private static void refuse(List<Write> writes, Exception cause) {
    writes.forEach(write -> write.future().completeExceptionally(cause));
  }

  private void loop() {
    while (!closed || held != null || !queue.isEmpty()) {
      List<Write> group = new ArrayList<>();
      try {
        gather(group);
        commit(group);
      } catch (InterruptedException e) {
        if (closed && !group.isEmpty()) {
          refuse(
              group,
              new IllegalStateException(
                  "Stepwell was closed while the database could not be reached"));
        }
      } catch (Throwable t) {
        log.error("a group of {} writes was dropped", group.size(), t);
        refuse(group, new IllegalStateException("the write failed", t));
      }
    }
  }

  private void gather(List<Write> group) throws InterruptedException {
    Write write = held != null ? held : queue.take();
    held = null;
    int size = 0;
    while (write != null) {
      size += write.size();
      if (!group.isEmpty() && size > MOST_CHARACTERS) {
        held = write;
        return;
      }
      group.add(write);
      write = group.size() < MOST_WRITES ? queue.poll() : null;
    }
  }

  private void commit(List<Write> group) throws InterruptedException {
    number++;
    GroupTransaction unsure = null;
    while (true) {
      GroupTransaction transaction = null;
      try {
        Connection to = connect();
        if (unsure != null && tookPlace(to)) {
          unsure.answer();
          return;
        }
        transaction = new GroupTransaction(to, clock.now(), json);
        Lease as = lease;
        transaction.write(
            group,
            number,
            as == null ? null : as.workerId,
            as == null ? Duration.ZERO : as.duration);
        unsure = transaction;
        to.commit();
        backoff.reset();
        transaction.answer();
        return;
      } catch (SQLException e) {
        disconnect();
        if (!SqlStates.isPassing(e)) {
          commitOneByOne(group, e);
          return;
        }
        if (closed) {
          throw new InterruptedException();
        }
        log.warn(
            "{} writes wait, for the database cannot be reached: {}",
            group.size() + queue.size(),
            e.getMessage());
        backoff.pause();
      }
    }
  }

  private boolean tookPlace(Connection to) throws SQLException {
    Lease as = lease;
    boolean committed = as != null && GroupTransaction.lastGroup(to, as.workerId) == number;
    to.rollback();
    return committed;
  }

  private void commitOneByOne(List<Write> group, SQLException cause) throws InterruptedException {
    if (group.size() == 1) {
      log.error("the database refused a write", cause);
      refuse(group, new PostgresException("the database refused a write", cause));
      return;
    }
    for (Write write : group) {
      commit(List.of(write));
    }
  }

  private Connection connect() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = dataSource.getConnection();
      connection = open;
      open.setAutoCommit(false);
    }
    return open;
  }

  private void disconnect() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.rollback();
        open.setAutoCommit(true);
      } catch (SQLException e) {
        log.debug("the writer's connection was broken", e);
      }
      try {
        open.close();
      } catch (SQLException e) {
        log.debug("the writer's connection did not close", e);
      }
    }
  }
}
