package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One transaction that stores a group of writes. What each write is answered is kept until the commit is known. */
final class GroupTransaction {
  static final String HOLD_LEASE = """
      update stepwell.worker
      set last_group = ?, heartbeat_at = now(), lease_until = now() + ? * interval '1 millisecond'
      where id = ?""";
  static final String LAST_GROUP = "select last_group from stepwell.worker where id = ?";
  static final String FUNCTIONS_VERSION = "select version from stepwell.functions_version";
  static final String NOTIFY = "select pg_notify('stepwell', ?)";

  private final Connection connection;
  private final Instant now;
  private final StoredJson json;
  private final List<Runnable> answers = new ArrayList<>();

  GroupTransaction(Connection connection, Instant now, StoredJson json) {
    this.connection = connection;
    this.now = now;
    this.json = json;
  }

  /** Executes the statements of the group, without committing. */
  void write(List<Write> group, long number, @Nullable UUID workerId, Duration lease)
      throws SQLException {
    Sql.endWhenPaused(connection);
    UUID holder = workerId != null && holdLease(workerId, number, lease) ? workerId : null;
    List<Write.Append> appends = new ArrayList<>();
    List<Write.Step> steps = new ArrayList<>();
    List<Write.End> ends = new ArrayList<>();
    for (Write write : group) {
      if (write instanceof Write.Append append) {
        appends.add(append);
      } else if (write instanceof Write.Step step) {
        steps.add(step);
      } else if (write instanceof Write.End end) {
        ends.add(end);
      }
    }
    AppendStatements log = new AppendStatements(connection, now, holder);
    append(log, appends);
    record(holder, steps);
    end(log, holder, ends);
    if (log.runsAreDue()) {
      signal(PostgresSignals.DUE);
    }
    if (log.runsWereCancelled()) {
      signal(PostgresSignals.CANCELLED);
    }
  }

  /** Answers all writes; called once the transaction is known to be committed. */
  void answer() {
    answers.forEach(Runnable::run);
  }

  private boolean holdLease(UUID workerId, long number, Duration lease) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(HOLD_LEASE)) {
      update.setLong(1, number);
      update.setLong(2, lease.toMillis());
      update.setObject(3, workerId);
      return update.executeUpdate() == 1;
    }
  }

  private void append(AppendStatements log, List<Write.Append> appends) throws SQLException {
    if (appends.isEmpty()) {
      return;
    }
    long version = functionsVersion(connection);
    List<Write.Append> current = new ArrayList<>();
    for (Write.Append append : appends) {
      if (append.dispatch().functionsVersion() == version) {
        current.add(append);
      } else {
        answers.add(() -> append.future().complete(new Accepted.FunctionsChanged()));
      }
    }
    List<Accepted> accepted =
        log.append(current.stream().map(Write.Append::dispatch).toList());
    for (int i = 0; i < current.size(); i++) {
      Write.Append append = current.get(i);
      Accepted answer = accepted.get(i);
      answers.add(() -> append.future().complete(answer));
    }
  }

  private void record(@Nullable UUID holder, List<Write.Step> steps) throws SQLException {
    Set<Map.Entry<UUID, String>> recorded =
        holder == null ? Set.of() : new JournalStatements(connection, holder, json).record(steps);
    for (Write.Step step : steps) {
      Recorded answer =
          recorded.contains(JournalStatements.key(step)) ? Recorded.RECORDED : Recorded.NOT_HELD;
      answers.add(() -> step.future().complete(answer));
    }
  }

  private void end(AppendStatements log, @Nullable UUID holder, List<Write.End> writes)
      throws SQLException {
    List<RunEnd> ends = writes.stream().map(Write.End::end).toList();
    Set<UUID> ended =
        holder == null ? Set.of() : new JournalStatements(connection, holder, json).end(ends, now);
    List<Dispatch> dispatches = new ArrayList<>();
    for (Write.End write : writes) {
      boolean done = ended.contains(write.end().runId());
      if (done && write.end() instanceof RunEnd.Failed failed) {
        dispatches.add(failed.dispatch());
      }
      answers.add(() -> write.future().complete(done ? Recorded.RECORDED : Recorded.NOT_HELD));
    }
    log.append(dispatches);
  }

  private void signal(String what) throws SQLException {
    try (PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
      notify.setString(1, what);
      notify.execute();
    }
  }

  static long functionsVersion(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FUNCTIONS_VERSION);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The number of the last group that this worker committed; −1 if its lease is lost. */
  static long lastGroup(Connection connection, UUID workerId) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LAST_GROUP)) {
      select.setObject(1, workerId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : -1;
      }
    }
  }
}
