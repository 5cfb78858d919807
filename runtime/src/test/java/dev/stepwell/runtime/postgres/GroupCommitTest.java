package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.QueueFullException;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.time.DatabaseClock;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Writes that cannot be written, among others that can. */
class GroupCommitTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final UUID WORKER = UUID.randomUUID();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private GroupCommit writes(HikariDataSource on, WriteLimits limits) {
    return new GroupCommit(
        KeptConnections.like(on, Sessions.of(on), DatabaseSchema.DEFAULT),
        new DatabaseClock(),
        new StoredJson(new Json()),
        limits);
  }

  private GroupCommit writes() {
    return writes(database, WriteLimits.ofHeap());
  }

  private static Dispatch event(String id, String data) {
    return new Dispatch(
        new StoredEvent(id, "some/event", data, Instant.now()),
        List.of(),
        List.of(),
        List.of(),
        1,
        null);
  }

  private static List<CompletableFuture<Accepted>> sendOthers(GroupCommit writes, int from) {
    List<CompletableFuture<Accepted>> sent = new ArrayList<>();
    for (int i = from; i < from + 50; i++) {
      sent.add(writes.append(event("other" + i, "{}")));
    }
    return sent;
  }

  private static void areStored(List<CompletableFuture<Accepted>> sent) throws Exception {
    for (CompletableFuture<Accepted> one : sent) {
      assertThat(one.get(60, TimeUnit.SECONDS)).isInstanceOf(Accepted.Stored.class);
    }
  }

  private long stored(String id) {
    return TestPostgres.count(database, "stepwell.event where id = '" + id + "'");
  }

  /** A lock on what every group reads holds the first group back until the others have gathered. */
  private Connection holdGroups() throws Exception {
    Connection holding = database.getConnection();
    holding.setAutoCommit(false);
    holding.createStatement().execute("lock table stepwell.event in access exclusive mode");
    return holding;
  }

  private static void letGo(Connection holding) throws Exception {
    holding.rollback();
    holding.setAutoCommit(true);
    holding.close();
  }

  @Test
  void anEventThatCannotBeStoredFailsAlone() throws Exception {
    try (GroupCommit writes = writes()) {
      Connection holding = holdGroups();
      List<CompletableFuture<Accepted>> others = sendOthers(writes, 0);
      CompletableFuture<Accepted> broken = writes.append(event("broken", "{no json"));
      others.addAll(sendOthers(writes, 50));
      letGo(holding);

      areStored(others);
      assertThatThrownBy(() -> broken.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.isPassing()).isFalse());
      assertThat(stored("broken")).isZero();
    }
  }

  @Test
  void aWriteThatThrowsInTheMiddleOfAGroupLeavesNothingHalfWritten() throws Exception {
    UUID run = runningRun();
    try (GroupCommit writes = writes()) {
      writes.writeAs(WORKER);
      Connection holding = holdGroups();
      List<CompletableFuture<Accepted>> others = sendOthers(writes, 0);
      CompletableFuture<Recorded> broken =
          writes.record(StepWrite.of(run, step("broken", null, Instant.now())));
      CompletableFuture<Recorded> fine =
          writes.record(StepWrite.of(run, step("fine", "1", Instant.now())));
      letGo(holding);

      areStored(others);
      assertThat(fine.get(60, TimeUnit.SECONDS)).isEqualTo(Recorded.RECORDED);
      assertThatThrownBy(() -> broken.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(StoreException.class);
      assertThat(TestPostgres.column(database, "select id from stepwell.step"))
          .containsExactly("fine");
    }
  }

  @Test
  void theEndOfARunWhoseLastStepIsRefusedIsRefusedToo() throws Exception {
    UUID run = runningRun();
    try (GroupCommit writes = writes()) {
      writes.writeAs(WORKER);
      CompletableFuture<Recorded> step =
          writes.record(StepWrite.of(run, step("broken", "{no json", Instant.now())));
      CompletableFuture<Recorded> end = writes.end(new RunEnd.Completed(run, "1", false, null));

      assertThatThrownBy(() -> step.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> end.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(StoreException.class);
      assertThat(TestPostgres.column(database, "select status from stepwell.run"))
          .containsExactly("running");
      assertThat(writes.end(new RunEnd.Parked(run, Instant.MAX)).get(60, TimeUnit.SECONDS))
          .isEqualTo(Recorded.RECORDED);
      assertThat(TestPostgres.column(
              database, "select due_at = '9999-12-31 23:59:59.999999+00' from stepwell.run"))
          .containsExactly("t");
    }
  }

  @Test
  void anEventThatATriggerRejectsWaitsAndOthersDoNot() throws Exception {
    TestPostgres.execute(
        database,
        "create function reject() returns trigger language plpgsql as"
            + " $$ begin if new.id = 'stuck' then raise exception 'not now'; end if; return new; end $$;"
            + "create trigger reject before insert on stepwell.event for each row execute function reject()");
    try (GroupCommit writes = writes()) {
      CompletableFuture<Accepted> stuck = writes.append(event("stuck", "{}"));
      areStored(sendOthers(writes, 0));
      assertThat(stuck).isNotDone();

      TestPostgres.execute(database, "drop trigger reject on stepwell.event");

      areStored(List.of(stuck));
    }
  }

  @Test
  void anEventThatRunsIntoTheStatementTimeoutWaitsAndOthersDoNot() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setConnectionInitSql("set statement_timeout = '200ms'");
    try (HikariDataSource impatient = new HikariDataSource(config);
        Connection other = database.getConnection();
        GroupCommit writes = writes(impatient, WriteLimits.ofHeap())) {
      other.setAutoCommit(false);
      other
          .createStatement()
          .execute("insert into stepwell.event values ('stuck', 'some/event', '{}', now(), now())");
      CompletableFuture<Accepted> stuck = writes.append(event("stuck", "{}"));
      areStored(sendOthers(writes, 0));
      assertThat(stuck).isNotDone();

      other.rollback();
      other.setAutoCommit(true);

      areStored(List.of(stuck));
    }
  }

  @Test
  void whatCannotBeWrittenForTheMomentWaits() throws Exception {
    UUID run = runningRun();
    try (GroupCommit writes = writes()) {
      writes.writeAs(WORKER);
      TestPostgres.execute(database, "alter table stepwell.step rename to step_away");
      List<CompletableFuture<Accepted>> sent = sendOthers(writes, 0);
      CompletableFuture<Recorded> recorded =
          writes.record(StepWrite.of(run, step("s", "1", Instant.now())));
      areStored(sent);
      assertThat(recorded).isNotDone();

      TestPostgres.execute(database, "alter table stepwell.step_away rename to step");

      assertThat(recorded.get(60, TimeUnit.SECONDS)).isEqualTo(Recorded.RECORDED);
    }
  }

  @Test
  void whenTheQueueIsFullAnEventIsRejectedAndARunIsNot() throws Exception {
    UUID run = runningRun();
    try (GroupCommit writes = writes(database, new WriteLimits(10, 1_000_000))) {
      writes.writeAs(WORKER);
      TestPostgres.execute(database, "alter table stepwell.event rename to event_away");
      List<CompletableFuture<Accepted>> sent = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        sent.add(writes.append(event("e" + i, "{}")));
      }

      CompletableFuture<Accepted> rejected = writes.append(event("e10", "{}"));
      CompletableFuture<Recorded> recorded =
          writes.record(StepWrite.of(run, step("s", "1", Instant.now())));

      assertThatThrownBy(rejected::get).cause().isInstanceOf(QueueFullException.class);
      TestPostgres.execute(database, "alter table stepwell.event_away rename to event");
      areStored(sent);
      assertThat(recorded.get(60, TimeUnit.SECONDS)).isEqualTo(Recorded.RECORDED);
      areStored(List.of(writes.append(event("e10", "{}"))));
    }
  }

  @Test
  void anEventWhoseSenderHasGivenUpIsDropped() throws Exception {
    try (GroupCommit writes = writes(database, new WriteLimits(1, 1))) {
      AtomicBoolean abandoned = new AtomicBoolean();
      TestPostgres.execute(database, "alter table stepwell.event rename to event_away");
      CompletableFuture<Accepted> given = writes.append(event("given", "{}"), abandoned::get);
      abandoned.set(true);

      await().atMost(LONG).until(given::isCompletedExceptionally);

      TestPostgres.execute(database, "alter table stepwell.event_away rename to event");
      areStored(List.of(writes.append(event("next", "{}"))));
      assertThat(stored("given")).isZero();
    }
  }

  private UUID runningRun() {
    UUID run = UUID.randomUUID();
    TestPostgres.execute(
        database,
        "insert into stepwell.worker (id, name, functions, started_at, heartbeat_at, lease_until) values ('"
            + WORKER + "', 'w', '{f}', now(), now(), now() + interval '1 hour');"
            + "insert into stepwell.lane (worker_id, number) values ('" + WORKER + "', 0), ('"
            + WORKER + "', 1);"
            + "insert into stepwell.event values ('e', 'some/event', '{}', now(), now());"
            + "insert into stepwell.run (id, function_id, event_id, status, worker_id, created_at) values ('"
            + run + "', 'f', 'e', 'running', '" + WORKER + "', now())");
    return run;
  }

  /** A step; without a result, the writer cannot describe it to the database. */
  @SuppressWarnings("NullAway")
  private static StepRecord step(String id, @Nullable String result, Instant now) {
    return new StepRecord(
        id,
        result == null ? null : StepKind.STEP,
        StepStatus.COMPLETED,
        1,
        null,
        result,
        null,
        null,
        now,
        now,
        null);
  }
}
