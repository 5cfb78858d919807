package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Slots.StepAnswer;
import dev.stepwell.runtime.store.Slots.Taken;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A transaction that stores a group of writes. It keeps the results of the writes until the commit is known. */
final class GroupTransaction {
  /**
   * The worker's row is the fence: transactions that share it do not block each other, and deleting it waits for all of
   * them.
   */
  static final String HOLD_LEASE = """
      with held as (select id from stepwell.worker where id = ? for key share)
      update stepwell.lane l set last_group = ? from held where l.worker_id = held.id and l.number = ?""";

  /** Waits for a commit in progress. */
  static final String LAST_GROUP =
      "select last_group from stepwell.lane where worker_id = ? and number = ? for no key update";

  static final String FUNCTIONS_VERSION =
      "select version from stepwell.functions_version where one_row";

  /** For processes that hear the database's time at no other occasion. */
  static final String VERSION_AND_TIME =
      "select version, clock_timestamp() as time from stepwell.functions_version where one_row";

  private static final String IDENTIFY_AND_READ = Sql.IDENTIFY + ";\n" + VERSION_AND_TIME;

  private static final String LOOK_FOR_LAST_GROUP = TransactionStart.WAITING.then(LAST_GROUP);

  static final String CALLERS =
      "select caller_run_id from stepwell.run where id = any (?) and caller_run_id is not null";

  /** In the order of their ids, as all do that change several runs: else two workers wait for each other. */
  static final String LOCK_RUNS =
      "select id from stepwell.run where id = any (?) order by id for no key update";

  private final Connection connection;
  private final Beginning beginning;
  private final int lane;
  private final Clock clock;
  private final StoredJson json;
  private final boolean expectsNew;
  private final List<Runnable> answers = new ArrayList<>();
  private final Notices notices = new Notices();

  /** The version of the functions, once it is read: not before this transaction has an id (ADR 8). */
  private long version;

  private boolean storesEvents;

  private final Set<UUID> callers = new HashSet<>();

  /** A transaction of this lane that its first statement begins; for {@code expectsNew} see {@link StepStatements}. */
  GroupTransaction(
      Connection connection,
      Beginning beginning,
      int lane,
      Clock clock,
      StoredJson json,
      boolean expectsNew) {
    this.connection = connection;
    this.beginning = beginning;
    this.lane = lane;
    this.expectsNew = expectsNew;
    this.clock = clock;
    this.json = json;
  }

  /** Executes the statements of the group, without committing. */
  void write(List<Write> group, long number, @Nullable UUID workerId) throws SQLException {
    List<Write.Append> appends = new ArrayList<>();
    List<Write.Step> steps = new ArrayList<>();
    List<Write.End> ends = new ArrayList<>();
    List<Write> ofSlots = new ArrayList<>();
    boolean sends = false;
    for (Write write : group) {
      if (write instanceof Write.Append append) {
        appends.add(append);
      } else if (write instanceof Write.Step step) {
        steps.add(step);
        sends |= !step.write().sends().isEmpty();
      } else if (write instanceof Write.End end) {
        ends.add(end);
        sends |= end.end().tells() != null;
      } else if (write instanceof Write.Take || write instanceof Write.Release) {
        ofSlots.add(write);
      }
    }
    boolean matched = sends || !appends.isEmpty();
    storesEvents = matched;
    boolean held = workerId != null && holdLease(workerId, number, matched, ends);
    UUID holder = held ? workerId : null;
    if (workerId == null) {
      begin();
    } else if (!held) {
      Sql.identify(connection);
      version = matched ? functionsVersion(connection) : version;
    }
    Instant now = clock.now();
    AppendStatements log = new AppendStatements(connection, now, holder, notices);
    lockRules(log, appends, steps, ends);
    if (held) {
      lockRuns(steps, ends);
    }
    boolean admits = appends.stream().anyMatch(GroupTransaction::startsLimited)
        && ends.isEmpty()
        && ofSlots.isEmpty()
        && locksOnlyEvents(appends, steps);
    if (!admits) {
      append(log, appends, holder);
    }
    RunEndEffects endEffects = new RunEndEffects(connection, now, notices);
    JournalStatements journal = holder == null
        ? null
        : new JournalStatements(connection, holder, json, now, endEffects, expectsNew);
    GroupSlots slots = holder == null ? null : new GroupSlots(connection, holder, now, notices);
    record(log, journal, steps, slots, holder);
    end(log, journal, ends, slots, holder);
    change(slots, ofSlots, holder);
    if (admits) {
      log.admit();
      append(log, appends, holder);
    }
  }

  private static boolean startsLimited(Write.Append append) {
    return append.dispatch().starts().stream().anyMatch(NewRun::takesLimits);
  }

  /** Whether a transaction with these writes locks nothing that exists, before the limits of new runs. */
  private static boolean locksOnlyEvents(List<Write.Append> appends, List<Write.Step> steps) {
    return appends.stream().allMatch(append -> append.dispatch().cancels().isEmpty())
        && steps.stream().allMatch(step -> JournalStatements.isOutcomeAlone(step.write()));
  }

  /** Changes slots of steps: after the steps and ends that release them and wait for them. */
  private void change(@Nullable GroupSlots slots, List<Write> writes, @Nullable UUID holder)
      throws SQLException {
    for (Write write : writes) {
      GroupSlots changes = Objects.equals(write.workerId(), holder) ? slots : null;
      if (write instanceof Write.Take take) {
        if (changes != null) {
          changes.take(take.needs());
        }
        StepAnswer notHeld = new StepAnswer(Taken.NOT_HELD, take.needs());
        answers.add(
            () -> take.future().complete(changes == null ? notHeld : changes.answer(take.needs())));
      } else if (write instanceof Write.Release release) {
        if (changes != null) {
          changes.release(release.runId(), release.stepId());
        }
        answers.add(() -> release.future().complete(changes != null));
      }
    }
    if (slots != null) {
      slots.store();
    }
  }

  /** Groups that write nothing but events lock the rules when they store them. */
  private static void lockRules(
      AppendStatements log,
      List<Write.Append> appends,
      List<Write.Step> steps,
      List<Write.End> ends)
      throws SQLException {
    if (steps.isEmpty() && ends.isEmpty()) {
      return;
    }
    List<Dispatch> sent = new ArrayList<>();
    steps.forEach(step -> sent.addAll(step.write().sends()));
    List<Dispatch> told = new ArrayList<>();
    for (Write.End end : ends) {
      Dispatch tells = end.end().tells();
      if (tells != null) {
        told.add(tells);
      }
    }
    log.lockRules(List.of(appends.stream().map(Write.Append::dispatch).toList(), sent, told));
  }

  /** Commits, with what the transaction releases and tells. */
  void commit() throws SQLException {
    notices.sendAndCommit(connection, storesEvents);
  }

  /** Answers all writes; called once the transaction is known to be committed. */
  void answer() {
    answers.forEach(Answers::complete);
  }

  /** Begins the transaction of a process that has no worker, and reads the version of the functions and the clock on the same journey. */
  private void begin() throws SQLException {
    try (PreparedStatement begin = connection.prepareStatement(beginning.then(IDENTIFY_AND_READ))) {
      beginning.execute(begin);
      begin.getMoreResults();
      try (ResultSet row = begin.getResultSet()) {
        version = versionAndTime(row, clock);
      }
    }
  }

  /** Reads a result of {@link #VERSION_AND_TIME}. Afterwards the clock is later than the start of the transaction. */
  static long versionAndTime(ResultSet row, Clock clock) throws SQLException {
    row.next();
    clock.read(Sql.instant(row, "time"));
    return row.getLong("version");
  }

  private static long version(PreparedStatement executed) throws SQLException {
    try (ResultSet row = executed.getResultSet()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Holds the lease, and reads in the same round trip the version of the functions, if what is written was matched by them, and the runs
   * that wait for those that end. These statements begin once the first has given the transaction its id.
   */
  private boolean holdLease(UUID workerId, long number, boolean matched, List<Write.End> ends)
      throws SQLException {
    String statements = beginning.then(HOLD_LEASE
        + (matched ? ";\n" + FUNCTIONS_VERSION : "")
        + (ends.isEmpty() ? "" : ";\n" + CALLERS));
    try (PreparedStatement hold = connection.prepareStatement(statements)) {
      hold.setObject(1, workerId);
      hold.setLong(2, number);
      hold.setInt(3, lane);
      if (!ends.isEmpty()) {
        hold.setObject(4, UuidArray.of(ends, Write.End::runId));
      }
      beginning.execute(hold);
      boolean holds = hold.getUpdateCount() == 1;
      if (matched && hold.getMoreResults()) {
        version = version(hold);
      }
      if (!ends.isEmpty() && hold.getMoreResults()) {
        try (ResultSet rows = hold.getResultSet()) {
          while (rows.next()) {
            callers.add(Sql.uuid(rows, "caller_run_id"));
          }
        }
      }
      return holds;
    }
  }

  /** Locks all runs that this group changes together, instead of one after the other. */
  private void lockRuns(List<Write.Step> steps, List<Write.End> ends) throws SQLException {
    Set<UUID> runs = new HashSet<>(callers);
    for (Write.Step step : steps) {
      if (JournalStatements.holdsRun(step.write())) {
        runs.add(step.runId());
      }
    }
    if (runs.isEmpty() || ends.isEmpty()) {
      return;
    }
    ends.forEach(end -> runs.add(end.runId()));
    try (PreparedStatement lock = connection.prepareStatement(LOCK_RUNS)) {
      lock.setObject(1, UuidArray.of(runs, run -> run));
      lock.execute();
    }
  }

  private void append(AppendStatements log, List<Write.Append> appends, @Nullable UUID holder)
      throws SQLException {
    List<Write.Append> current = new ArrayList<>();
    for (Write.Append append : appends) {
      if (append.dispatch().functionsVersion() == version) {
        current.add(append);
      } else {
        answers.add(() -> append.future().complete(new Accepted.FunctionsChanged()));
      }
    }
    List<Accepted> accepted =
        log.appendSent(current.stream().map(append -> dispatch(append, holder)).toList());
    for (int i = 0; i < current.size(); i++) {
      Write.Append append = current.get(i);
      Accepted answer = accepted.get(i);
      answers.add(() -> append.future().complete(answer));
    }
  }

  /** The event, without assigning runs to a worker that this process no longer has. */
  private static Dispatch dispatch(Write.Append append, @Nullable UUID holder) {
    return Objects.equals(append.workerId(), holder)
        ? append.dispatch()
        : append.dispatch().takingNone();
  }

  private void record(
      AppendStatements log,
      @Nullable JournalStatements journal,
      List<Write.Step> steps,
      @Nullable GroupSlots slots,
      @Nullable UUID holder)
      throws SQLException {
    IdentityHashMap<Dispatch, Accepted.BacklogFull> full = full(steps);
    List<StepWrite> current = new ArrayList<>(steps.size());
    for (Write.Step step : steps) {
      if (Objects.equals(step.workerId(), holder)
          && step.write().sends().stream().allMatch(sent -> sent.functionsVersion() == version)
          && step.write().sends().stream().noneMatch(full::containsKey)) {
        current.add(step.write());
      }
    }
    IdentityHashMap<StepWrite, Recorded> recorded =
        journal == null ? new IdentityHashMap<>() : journal.record(current);
    List<Dispatch> sent = new ArrayList<>();
    for (StepWrite write : current) {
      if (recorded.get(write) == Recorded.RECORDED) {
        sent.addAll(write.sends());
        if (slots != null) {
          slots.recorded(write);
        }
      }
    }
    Set<UUID> cancelled = new HashSet<>();
    for (Accepted accepted : log.append(sent)) {
      if (accepted instanceof Accepted.Stored stored) {
        cancelled.addAll(stored.cancelled());
      }
    }
    for (Write.Step step : steps) {
      boolean held = journal != null && Objects.equals(step.workerId(), holder);
      Recorded other = held ? Recorded.FUNCTIONS_CHANGED : Recorded.NOT_HELD;
      if (held && step.write().sends().stream().anyMatch(full::containsKey)) {
        other = Recorded.BACKLOG_FULL;
      }
      Recorded answer = cancelled.contains(step.runId())
          ? Recorded.NOT_HELD
          : recorded.getOrDefault(step.write(), other);
      answers.add(() -> step.future().complete(answer));
    }
  }

  /** The events of steps that are not accepted because too many runs wait. */
  private IdentityHashMap<Dispatch, Accepted.BacklogFull> full(List<Write.Step> steps)
      throws SQLException {
    List<Dispatch> sends = new ArrayList<>();
    steps.forEach(step -> sends.addAll(step.write().sends()));
    return sends.isEmpty() ? new IdentityHashMap<>() : new BacklogCheck(connection).full(sends);
  }

  private void end(
      AppendStatements log,
      @Nullable JournalStatements journal,
      List<Write.End> writes,
      @Nullable GroupSlots slots,
      @Nullable UUID holder)
      throws SQLException {
    List<Write.End> current = new ArrayList<>(writes.size());
    for (Write.End write : writes) {
      Dispatch tells = write.end().tells();
      if (journal == null || !Objects.equals(write.workerId(), holder)) {
        answers.add(() -> write.future().complete(Recorded.NOT_HELD));
      } else if (tells != null && tells.functionsVersion() != version) {
        answers.add(() -> write.future().complete(Recorded.FUNCTIONS_CHANGED));
      } else {
        current.add(write);
      }
    }
    if (journal == null || current.isEmpty()) {
      return;
    }
    Set<UUID> ended = journal.end(current.stream().map(Write.End::end).toList());
    List<Dispatch> told = new ArrayList<>();
    for (Write.End write : current) {
      boolean done = ended.contains(write.runId());
      Dispatch tells = write.end().tells();
      if (done && tells != null) {
        told.add(tells);
      }
      if (done && slots != null) {
        slots.left(write.end());
      }
      answers.add(() -> write.future().complete(done ? Recorded.RECORDED : Recorded.NOT_HELD));
    }
    log.append(told);
  }

  static long functionsVersion(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FUNCTIONS_VERSION);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Begins a transaction and reads the number of the last group that this worker committed in this lane; −1 if its lease is lost. */
  static long lastGroup(Connection connection, UUID workerId, int lane) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LOOK_FOR_LAST_GROUP)) {
      select.setObject(1, workerId);
      select.setInt(2, lane);
      TransactionStart.WAITING.execute(select);
      try (ResultSet row = select.getResultSet()) {
        return row.next() ? row.getLong(1) : -1;
      }
    }
  }
}
