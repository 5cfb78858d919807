package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.time.Backoff;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has gathered as one transaction, while the next group gathers: no write pays for a commit of its own.
 *
 * <p>One thread writes. A database that cannot be reached makes it wait and try again; nothing is dropped. When the answer to a
 * commit was lost, the group's number in the lane's row tells whether it took place. A group that the database refuses is
 * written again one by one, so that only the write at fault fails. One that has to wait for a transaction of somebody else is set
 * aside, so that nothing else waits.
 */
final class Lane implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final int MOST_WRITES = 2_000;
  private static final int MOST_CHARACTERS = 8 * 1024 * 1024;
  private static final long MAX_JOIN_MILLIS = 30_000;
  private static final long BETWEEN_TRIES_MILLIS = 1_000;

  private final int number;
  private final Holder holder;
  private final Clock clock;
  private final StoredJson json;
  private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
  private final Backoff backoff = new Backoff();
  private final Thread thread;

  /** Answers one group while the next is written: to wake many runs takes as long as to write what they did. */
  private final ExecutorService answers;

  private volatile boolean closed;
  private final WriterConnection connection;
  private final Aside aside = new Aside();
  private long triedAsideAt;
  private @Nullable Write held;
  private long groups;

  /** Knows the worker whose writes these are. */
  interface Holder {
    /** The worker's id; null if there is none. */
    @Nullable
    UUID workerId();
  }

  /** The lane of this number among those of a process, whose threads it starts. */
  Lane(int number, Holder holder, KeptConnections connections, Clock clock, StoredJson json) {
    this.number = number;
    this.holder = holder;
    this.connection = new WriterConnection(connections);
    this.clock = clock;
    this.json = json;
    this.thread = daemon(this::loop, "stepwell-writer-" + number);
    this.answers =
        Executors.newSingleThreadExecutor(task -> daemon(task, "stepwell-answers-" + number));
    this.thread.start();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Whether the lane can write. */
  Health.Part health() {
    boolean dead = !thread.isAlive() && !closed;
    return Health.Part.of(
        "writer-" + number, dead ? "its thread has ended" : connection.fault(), dead);
  }

  /** Has a connection that gets no answer aborted, and one that is not used given back. */
  void check() {
    connection.check();
  }

  /** Hands over what is to be written. */
  void add(Write write) {
    queue.add(write);
    if (closed) {
      refuseAll();
    }
  }

  /** Writes what has gathered, if the database can be reached, and stops; what is left is refused. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(MAX_JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refuseAll();
    connection.letGo();
    answers.shutdown();
  }

  private void refuseAll() {
    List<Write> left = new ArrayList<>();
    queue.drainTo(left);
    refuse(left, "Stepwell is closed");
  }

  private static void refuse(Collection<Write> writes, String why) {
    refuse(writes, new IllegalStateException(why));
  }

  private static void refuse(Collection<Write> writes, Exception cause) {
    writes.forEach(write -> write.future().completeExceptionally(cause));
  }

  private void loop() {
    while (!closed || held != null || !queue.isEmpty()) {
      List<Write> group = gather();
      try {
        commit(group);
        if (!aside.isEmpty() && sinceTriedAside() >= BETWEEN_TRIES_MILLIS) {
          tryAside();
        }
      } catch (Throwable t) {
        log.error("a group of {} writes was dropped", group.size(), t);
        refuse(group, new IllegalStateException("the write failed", t));
      }
    }
    tryAside();
    refuse(
        aside.takeAll(),
        "Stepwell was closed while somebody else's transaction held what this has to write");
  }

  /** What there is to write, after waiting for it; none if there is something else to do. */
  private List<Write> gather() {
    List<Write> group = new ArrayList<>();
    Write write = next();
    int size = 0;
    while (write != null) {
      size += write.size();
      if (!group.isEmpty() && size > MOST_CHARACTERS) {
        held = write;
        return group;
      }
      group.add(write);
      write = group.size() < MOST_WRITES ? queue.poll() : null;
    }
    return group;
  }

  private @Nullable Write next() {
    Write first = held;
    held = null;
    try {
      if (first != null) {
        return first;
      }
      return aside.isEmpty()
          ? queue.take()
          : queue.poll(BETWEEN_TRIES_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return null;
    }
  }

  private void commit(List<Write> gathered) {
    List<Write> group = aside.addFollowing(gathered);
    if (group.isEmpty()) {
      return;
    }
    groups++;
    GroupTransaction unsure = null;
    boolean expectsNew = true;
    while (true) {
      try {
        Connection to = connection.take();
        if (unsure != null && tookPlace(to)) {
          connection.worked();
          answers.execute(unsure::answer);
          return;
        }
        unsure = null;
        GroupTransaction transaction =
            new GroupTransaction(to, number, clock.now(), json, expectsNew);
        transaction.write(group, groups, holder.workerId());
        unsure = transaction;
        to.commit();
        connection.worked();
        backoff.reset();
        answers.execute(transaction::answer);
        return;
      } catch (SQLException e) {
        connection.letGo();
        if (unsure == null && SqlStates.isWaitForAnother(e)) {
          setAside(group, e);
          return;
        } else if (expectsNew && SqlStates.isNotNew(e)) {
          expectsNew = false;
          continue;
        } else if (!SqlStates.isPassing(e)) {
          refuse(group, e);
          return;
        } else if (closed) {
          refuse(group, "Stepwell was closed while the database could not be reached");
          return;
        }
        log.warn(
            "{} writes wait, for the database cannot be reached: {}",
            group.size() + queue.size(),
            e.getMessage());
        connection.failed(e);
        pause();
      }
    }
  }

  private boolean tookPlace(Connection to) throws SQLException {
    UUID workerId = holder.workerId();
    boolean committed =
        workerId != null && GroupTransaction.lastGroup(to, workerId, number) == groups;
    to.rollback();
    return committed;
  }

  private void pause() {
    try {
      backoff.pause();
    } catch (InterruptedException e) {
      log.debug("the writer was told to stop", e);
    }
  }

  private void refuse(List<Write> group, SQLException cause) {
    if (group.size() == 1) {
      log.error("the database refused a write", cause);
      refuse(group, new PostgresException("the database refused a write", cause));
    } else {
      commitOneByOne(group);
    }
  }

  private void setAside(List<Write> group, SQLException cause) {
    if (group.size() == 1) {
      log.debug("a write waits for the end of somebody else's transaction", cause);
      aside.add(group.get(0));
    } else {
      commitOneByOne(group);
    }
  }

  private void commitOneByOne(List<Write> group) {
    group.forEach(write -> commit(List.of(write)));
  }

  private long sinceTriedAside() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - triedAsideAt);
  }

  /** Writes what was set aside, until something has to wait again. */
  private void tryAside() {
    Deque<Write> writes = aside.takeAll();
    while (aside.isEmpty() && !writes.isEmpty()) {
      commit(List.of(writes.remove()));
    }
    aside.putBack(writes);
    triedAsideAt = System.nanoTime();
  }
}
