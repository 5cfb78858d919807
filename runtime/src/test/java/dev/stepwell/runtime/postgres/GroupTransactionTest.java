package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.ThreadPerTask.THREADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.EventWait;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups of writes of a worker that holds a run, of one that does not, and of one about to lose it. */
class GroupTransactionTest {
  private static final UUID WORKER = UUID.randomUUID();
  private static final UUID RUN = UUID.randomUUID();
  private static final UUID OTHER_RUN = UUID.randomUUID();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  @BeforeEach
  void storeRunningRun() {
    TestPostgres.execute(
        database,
        "insert into stepwell.worker (id, name, functions, started_at, heartbeat_at, lease_until) values ('"
            + WORKER + "', 'w', '{f}', now(), now(), now() + interval '1 minute');"
            + "insert into stepwell.lane (worker_id, number) values ('" + WORKER + "', 0), ('"
            + WORKER + "', 1);"
            + "insert into stepwell.event values ('e', 'some/event', '{}', now(), now());"
            + "insert into stepwell.run (id, function_id, event_id, status, worker_id, created_at) values ('"
            + RUN + "', 'f', 'e', 'running', '" + WORKER + "', now()), ('"
            + OTHER_RUN + "', 'f', 'e', 'running', '" + WORKER + "', now())");
  }

  private String text(String sql) {
    return TestPostgres.column(database, sql).get(0);
  }

  /** Writes the group, again and again while another transaction holds what it needs, as a lane does. */
  private void write(Write... group) throws SQLException {
    while (true) {
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        GroupTransaction transaction = begin(connection, 0, group);
        connection.commit();
        transaction.answer();
        connection.setAutoCommit(true);
        return;
      } catch (SQLException e) {
        if (!SqlStates.isTimeout(e)) {
          throw e;
        }
      }
    }
  }

  /** Writes on this connection, without a commit. */
  private static GroupTransaction begin(Connection connection, int lane, Write... group)
      throws SQLException {
    GroupTransaction transaction = new GroupTransaction(
        connection,
        TransactionStart.GROUP.perTransaction(),
        lane,
        Instant::now,
        new StoredJson(new Json()),
        true);
    transaction.write(List.of(group), 1, WORKER);
    return transaction;
  }

  private static Write.Step completed(
      UUID run, String result, CompletableFuture<Recorded> recorded) {
    StepRecord step = new StepRecord(
        "s",
        StepKind.STEP,
        StepStatus.COMPLETED,
        1,
        null,
        result,
        null,
        null,
        Instant.now(),
        Instant.now(),
        null);
    return new Write.Step(StepWrite.of(run, step), WORKER, recorded);
  }

  private void awaitSomebodyWaiting() {
    await().until(() -> text("select count(*) from pg_locks where not granted").equals("1"));
  }

  @Test
  void amongNewStepsThoseOfRunsThatAreNotHeldAreRefused() throws Exception {
    UUID otherWorker = UUID.randomUUID();
    TestPostgres.execute(
        database,
        "update stepwell.run set worker_id = '" + otherWorker + "' where id = '" + OTHER_RUN + "';"
            + "insert into stepwell.step (run_id, id, kind, status, attempts, result, started_at, ended_at) values ('"
            + OTHER_RUN + "', 's', 'step', 'completed', 1, '1', now(), now())");
    CompletableFuture<Recorded> held = new CompletableFuture<>();
    CompletableFuture<Recorded> lost = new CompletableFuture<>();

    write(completed(RUN, "2", held), completed(OTHER_RUN, "2", lost));

    assertThat(held).isCompletedWithValue(Recorded.RECORDED);
    assertThat(lost).isCompletedWithValue(Recorded.NOT_HELD);
    assertThat(
            text("select string_agg(result::text, ',' order by result::text) from stepwell.step"))
        .isEqualTo("1,2");
  }

  @Test
  @Timeout(60)
  void lanesOfAWorkerDoNotWaitForEachOther() throws Exception {
    CompletableFuture<Recorded> recorded = new CompletableFuture<>();
    CompletableFuture<Recorded> later = new CompletableFuture<>();
    try (Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      GroupTransaction open = begin(other, 1, completed(OTHER_RUN, "1", later));

      write(completed(RUN, "2", recorded));

      assertThat(recorded).isCompletedWithValue(Recorded.RECORDED);
      other.commit();
      open.answer();
      other.setAutoCommit(true);
    }
    assertThat(later).isCompletedWithValue(Recorded.RECORDED);
  }

  @Test
  void whoTakesAWorkersRunsWaitsForAllItsLanesAndThenNoneWritesAnyMore() throws Exception {
    CompletableFuture<Recorded> before = new CompletableFuture<>();
    CompletableFuture<Recorded> after = new CompletableFuture<>();
    try (Connection lane = database.getConnection()) {
      lane.setAutoCommit(false);
      GroupTransaction open = begin(lane, 1, completed(OTHER_RUN, "1", before));
      CompletableFuture<Void> taking = CompletableFuture.runAsync(
          () -> TestPostgres.execute(database, "delete from stepwell.worker"), THREADS);
      awaitSomebodyWaiting();
      lane.commit();
      open.answer();
      lane.setAutoCommit(true);
      taking.join();
    }

    write(completed(RUN, "2", after));

    assertThat(before).isCompletedWithValue(Recorded.RECORDED);
    assertThat(after).isCompletedWithValue(Recorded.NOT_HELD);
    assertThat(text("select count(*) from stepwell.lane")).isEqualTo("0");
  }

  @Test
  void whatWasHandedOverUnderAnEarlierIdOfTheWorkerIsRefused() throws Exception {
    CompletableFuture<Recorded> recorded = new CompletableFuture<>();

    write(new Write.End(new RunEnd.Parked(RUN, null), UUID.randomUUID(), recorded));

    assertThat(recorded).isCompletedWithValue(Recorded.NOT_HELD);
    assertThat(text("select status from stepwell.run")).isEqualTo("running");
  }

  @Test
  void aRunThatIsBeingCancelledBeginsNoWait() throws Exception {
    StepRecord waiting = new StepRecord(
        "s",
        StepKind.WAIT,
        StepStatus.WAITING,
        0,
        null,
        null,
        null,
        Instant.now(),
        Instant.now(),
        Instant.now(),
        null);
    StepWrite write = new StepWrite(
        RUN, waiting, null, EventWait.of(new MatchKey("some/event", "{}")), List.of());
    CompletableFuture<Recorded> recorded = new CompletableFuture<>();
    try (Connection cancelling = database.getConnection()) {
      cancelling.setAutoCommit(false);
      cancelling
          .createStatement()
          .execute("update stepwell.run set status = 'cancelled', worker_id = null");

      Runnable recording = () -> {
        try {
          write(new Write.Step(write, WORKER, recorded));
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      };
      CompletableFuture<Void> writing = CompletableFuture.runAsync(recording, THREADS);
      await()
          .until(() -> writing.isDone()
              || text("select count(*) from pg_locks where not granted").equals("1"));
      cancelling.commit();
      cancelling.setAutoCommit(true);
      writing.join();
    }

    assertThat(recorded).isCompletedWithValue(Recorded.NOT_HELD);
    assertThat(text("select count(*) from stepwell.wait")).isEqualTo("0");
  }
}
