package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.LogLimiter;
import dev.stepwell.runtime.time.ReconnectBackoff;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes groups, each as a transaction. Belongs to the thread of its lane.
 *
 * <p>While the database accepts no writes, the group waits. If the group fails although the database responds, it is
 * written in parts, so that only the faulty write fails or waits (ADR 24). If the response to a commit was lost, the
 * group's number in the lane's row shows whether it was committed.
 */
final class GroupWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupWriter.class);

  /** How often a whole group fails, while the database answers, before it is written in parts. */
  private static final int MAX_FAILURES = 2;

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A failure may cost a timeout: few levels, and few transactions per level. */
  private static final int PARTS = 16;

  /** How often a write is tried for which there is not enough memory. */
  private static final int MAX_TRIES = 5;

  private final int lane;
  private final Lane.Holder holder;
  private final WriterConnection connection;
  private final Clock clock;
  private final StoredJson json;
  private final WriteQueue queue;
  private final Answers answers;
  private final ReconnectBackoff backoff = new ReconnectBackoff();
  private final LogLimiter limiter = new LogLimiter();
  private final Postponed postponed = new Postponed();
  private volatile boolean closed;
  private volatile @Nullable String waiting;
  private String lastReason = "";
  private long groups;
  private long retriedAt = System.nanoTime();

  /** Writes as the lane of this number. While writes wait, it removes abandoned ones from the queue. */
  GroupWriter(int lane, Lane.Context context, WriteQueue queue, Answers answers) {
    this.lane = lane;
    this.holder = context.holder();
    this.connection = new WriterConnection(context.connections());
    this.clock = context.clock();
    this.json = context.json();
    this.queue = queue;
    this.answers = answers;
  }

  /** From now on a write whose turn has come is tried once and not again; any thread may call this. */
  void tryOnceOnly() {
    closed = true;
  }

  /** Why nothing can be written; null if it can, or was not tried. */
  @Nullable
  String fault() {
    return connection.fault();
  }

  /** Which writes are postponed while others are written, and why; null for none. */
  @Nullable
  String waiting() {
    return waiting;
  }

  private void noteWaiting() {
    waiting = postponed.isEmpty()
        ? null
        : "the writes of " + postponed.size()
            + " runs or events are postponed and retried, while others are written: "
            + lastReason;
  }

  /** Checks the connection; from another thread. */
  void check() {
    connection.check();
  }

  boolean hasPostponed() {
    return !postponed.isEmpty();
  }

  /** Writes the group. Each write is then answered, refused or postponed. */
  void write(List<Write> group) {
    write(group, MAX_FAILURES);
  }

  private void write(List<Write> gathered, int maxFailures) {
    List<Write> group = writable(gathered);
    Throwable fault = group.isEmpty() ? null : commit(group, maxFailures);
    if (fault == null) {
      return;
    }
    if (group.size() == 1) {
      settle(group.get(0), fault);
      return;
    }
    tell("writes are written in smaller groups", group.size(), fault);
    int size = (group.size() + PARTS - 1) / PARTS;
    for (int from = 0; from < group.size(); from += size) {
      write(group.subList(from, Math.min(from + size, group.size())), 1);
    }
  }

  /** The writes that can be written now; the others are postponed or refused. */
  private List<Write> writable(List<Write> gathered) {
    List<Write> group = new ArrayList<>(gathered.size());
    List<Write> abandoned = new ArrayList<>();
    for (Write write : gathered) {
      if (write.isAbandoned()) {
        abandoned.add(write);
        continue;
      }
      if (postponed.addIfBehind(write)) {
        continue;
      }
      Exception refusal = answers.refusalBefore(write);
      if (refusal == null) {
        group.add(write);
      } else {
        answers.refuse(List.of(write), refusal);
      }
    }
    answers.abandon(abandoned);
    return group;
  }

  /**
   * Commits the group; waits for that while the database takes no writes.
   *
   * @return null once the group is answered, else why it cannot be written whole
   */
  private @Nullable Throwable commit(List<Write> group, int maxFailures) {
    long number = ++groups;
    GroupTransaction committing = null;
    boolean expectsNew = true;
    Throwable fault = null;
    int failures = 0;
    for (boolean first = true; !group.isEmpty(); first = false) {
      boolean reached = false;
      try {
        Connection to = first ? connection.take() : connection.takeChecked();
        if (committing != null && tookPlace(to, number)) {
          connection.worked();
          answers.written(group, committing);
          return null;
        }
        if (committing != null && fault != null && isOfGroup(fault, ++failures, maxFailures)) {
          return fault;
        }
        committing = null;
        reached = true;
        GroupTransaction transaction =
            new GroupTransaction(to, connection.beginning(), lane, clock, json, expectsNew);
        transaction.write(group, number, holder.workerId());
        committing = transaction;
        transaction.commit();
        connection.worked();
        backoff.reset();
        answers.written(group, transaction);
        return null;
      } catch (SQLException | RuntimeException | Error e) {
        release(e, reached);
        fault = reached ? e : fault;
        if (committing == null && reached) {
          if (expectsNew && e instanceof SQLException sql && SqlStates.isNotNew(sql)) {
            expectsNew = false;
            continue;
          }
          if (isOfGroup(e, ++failures, maxFailures)) {
            return e;
          }
        }
        if (closed) {
          refuseAtClose(group, e);
          return null;
        }
        connection.failed(e);
        tell("writes wait until the database accepts them", group.size(), e);
        pause();
        dropAbandoned(group, committing);
      }
    }
    return null;
  }

  /** Ends the transaction, if it was begun, so that nothing of it is committed with another group. */
  private void release(Throwable e, boolean begun) {
    if (begun) {
      connection.recover(e);
    } else {
      connection.letGo();
    }
  }

  private void refuseAtClose(List<Write> group, Throwable cause) {
    answers.refuse(
        group,
        new PostgresException(
            "Stepwell was closed while the database could not be written to", cause));
  }

  /** Drops abandoned writes, unless they may be on disk already. */
  private void dropAbandoned(List<Write> group, @Nullable GroupTransaction committing) {
    List<Write> abandoned = new ArrayList<>(queue.removeAbandoned());
    if (committing == null) {
      group.removeIf(write -> write.isAbandoned() && abandoned.add(write));
    }
    answers.abandon(abandoned);
  }

  /** Whether something in the group is the reason for which it failed. */
  private static boolean isOfGroup(Throwable e, int failures, int maxFailures) {
    return !(e instanceof SQLException sql)
        || !SqlStates.isPassing(sql)
        || SqlStates.isTimeout(sql)
        || (failures >= maxFailures && !SqlStates.isOfServer(sql));
  }

  private boolean tookPlace(Connection to, long number) throws SQLException {
    UUID workerId = holder.workerId();
    boolean committed =
        workerId != null && GroupTransaction.lastGroup(to, workerId, lane) == number;
    if (committed) {
      Sql.flush(to);
    }
    to.rollback();
    return committed;
  }

  /** Refuses the write if it is at fault itself, else postpones it. */
  private void settle(Write write, Throwable fault) {
    if (fault instanceof SQLException sql
        ? !SqlStates.isPassing(sql)
        : !(fault instanceof OutOfMemoryError) || postponed.triesOf(write) >= MAX_TRIES) {
      refuse(write, fault);
      return;
    }
    postponed.add(write, SqlStates.of(fault));
    lastReason = reason(fault);
    noteWaiting();
    tell("writes are retried later, and others are written meanwhile", postponed.size(), fault);
  }

  private void refuse(Write write, Throwable fault) {
    log.error("a write failed and is not retried: {}", write.subject(), ErrorDetails.masked(fault));
    answers.refuse(List.of(write), new PostgresException("the write failed", fault));
  }

  /**
   * Tries again what was postponed and is due; after a success also what failed for the same reason. A failure may cost a timeout,
   * so there is at most one per second.
   */
  void retryPostponed() {
    if (postponed.isEmpty() || System.nanoTime() - retriedAt < RETRY_NANOS) {
      return;
    }
    answers.abandon(postponed.removeAbandoned());
    List<Write> due = postponed.takeDue();
    while (due != null) {
      write(due, 1);
      if (!postponed.wentThrough()) {
        break;
      }
      write(postponed.takeLikeLast(), 1);
      due = postponed.takeDue();
    }
    retriedAt = System.nanoTime();
    noteWaiting();
  }

  private void tell(String what, int writes, Throwable e) {
    if (limiter.admits(what + SqlStates.of(e))) {
      log.warn("{} {}: {}", writes, what, reason(e));
    }
    if (log.isDebugEnabled()) {
      log.debug("{} {}", writes, what, ErrorDetails.masked(e));
    }
  }

  private static String reason(Throwable e) {
    String state = SqlStates.of(e);
    return state.isEmpty()
        ? e.toString()
        : "SQLSTATE " + state + ", " + ErrorDetails.maskedMessage(e);
  }

  private void pause() {
    try {
      backoff.pause();
    } catch (InterruptedException e) {
      log.debug("the writer was interrupted in order to stop", e);
    }
  }

  /** Tries what was postponed a last time, refuses what is left, and gives the connection back. */
  @Override
  public void close() {
    List<Write> last = postponed.takeAll();
    if (!last.isEmpty()) {
      write(last, 1);
    }
    answers.refuse(
        postponed.takeAll(),
        new IllegalStateException("Stepwell was closed before this could be written"));
    connection.letGo();
  }
}
