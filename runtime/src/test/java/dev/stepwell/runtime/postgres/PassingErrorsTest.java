package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.time.DatabaseClock;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database refuses for a while is written afterwards; what belongs to a write fails that write alone. */
class PassingErrorsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final UUID WORKER = UUID.randomUUID();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private static GroupCommit writes(HikariDataSource on) {
    GroupCommit writes = new GroupCommit(
        KeptConnections.like(on, Sessions.of(on), DatabaseSchema.DEFAULT),
        new DatabaseClock(),
        new StoredJson(new Json()),
        WriteLimits.ofHeap());
    writes.writeAs(WORKER);
    return writes;
  }

  private static Dispatch event(String id) {
    return new Dispatch(
        new StoredEvent(id, "some/event", "{}", Instant.now()),
        List.of(),
        List.of(),
        List.of(),
        1,
        null);
  }

  private static List<CompletableFuture<Accepted>> sendOthers(GroupCommit writes, String prefix) {
    List<CompletableFuture<Accepted>> sent = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sent.add(writes.append(event(prefix + i)));
    }
    return sent;
  }

  private static void areStored(List<CompletableFuture<Accepted>> sent) throws Exception {
    for (CompletableFuture<Accepted> one : sent) {
      assertThat(one.get(60, TimeUnit.SECONDS)).isInstanceOf(Accepted.Stored.class);
    }
  }

  private static void isRecorded(CompletableFuture<Recorded> write) throws Exception {
    assertThat(write.get(60, TimeUnit.SECONDS)).isEqualTo(Recorded.RECORDED);
  }

  private UUID runningRun() {
    UUID run = UUID.randomUUID();
    TestPostgres.execute(
        database,
        "insert into stepwell.worker (id, name, functions, started_at, heartbeat_at, lease_until) values ('"
            + WORKER
            + "', 'w', '{f}', now(), now(), now() + interval '1 hour') on conflict do nothing;"
            + "insert into stepwell.lane (worker_id, number) values ('" + WORKER + "', 0), ('"
            + WORKER + "', 1) on conflict do nothing;"
            + "insert into stepwell.event values ('e', 'some/event', '{}', now(), now()) on conflict do nothing;"
            + "insert into stepwell.run (id, function_id, event_id, status, worker_id, created_at) values ('"
            + run + "', 'f', 'e', 'running', '" + WORKER + "', now())");
    return run;
  }

  private static StepWrite step(UUID run, String id, Instant start, Instant end, Instant due) {
    return StepWrite.of(
        run,
        new StepRecord(
            id, StepKind.SLEEP, StepStatus.WAITING, 0, null, null, null, due, start, end, null));
  }

  private static StepWrite step(UUID run, String id) {
    return step(run, id, Instant.now(), Instant.now(), Instant.now());
  }

  /** Raises an error of this code for what is written under the id {@code stuck}. */
  private void raise(String table, String code) {
    TestPostgres.execute(
        database,
        "create function raise() returns trigger language plpgsql as $$ begin if new.id = 'stuck' then"
            + " raise exception 'not now' using errcode = '" + code
            + "'; end if; return new; end $$;"
            + "create trigger raise before insert on stepwell." + table
            + " for each row execute function raise()");
  }

  private static List<Health.Part> waiting(GroupCommit writes) {
    return writes.health().stream().filter(part -> part.reason() != null).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P0001", "26000", "0A000", "40001", "40P01", "42501", "42P01", "42703", "55000", "55P03",
        "57014", "XX000", "53100"
      })
  void anEventThatMeetsThisErrorWaitsAndOthersDoNot(String code) throws Exception {
    raise("event", code);
    try (GroupCommit writes = writes(database)) {
      List<CompletableFuture<Accepted>> before = sendOthers(writes, "before");
      CompletableFuture<Accepted> stuck = writes.append(event("stuck"));
      areStored(before);
      areStored(sendOthers(writes, "after"));
      await().atMost(LONG).until(() -> !waiting(writes).isEmpty());
      assertThat(stuck).isNotDone();
      assertThat(waiting(writes)).singleElement().satisfies(part -> {
        assertThat(part.state()).isEqualTo(Health.State.WORKS);
        assertThat(part.reason()).contains("postponed", code, "not now");
      });

      TestPostgres.execute(database, "drop trigger raise on stepwell.event");

      areStored(List.of(stuck));
      await().atMost(LONG).until(() -> waiting(writes).isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0001", "26000", "0A000", "40001", "40P01", "42501"})
  void aStepThatMeetsThisErrorWaitsWithWhatFollowsAndOthersDoNot(String code) throws Exception {
    raise("step", code);
    UUID run = runningRun();
    UUID other = runningRun();
    try (GroupCommit writes = writes(database)) {
      CompletableFuture<Recorded> stuck = writes.record(step(run, "stuck"));
      CompletableFuture<Recorded> end = writes.end(new RunEnd.Parked(run, Instant.now()));
      isRecorded(writes.record(step(other, "fine")));
      areStored(sendOthers(writes, "others"));
      assertThat(stuck).isNotDone();
      assertThat(end).isNotDone();

      TestPostgres.execute(database, "drop trigger raise on stepwell.step");

      isRecorded(stuck);
      isRecorded(end);
    }
  }

  @Test
  void aServerThatTakesNoWritesForAWhileLosesNone() throws Exception {
    raise("event", "25006");
    try (GroupCommit writes = writes(database)) {
      CompletableFuture<Accepted> stuck = writes.append(event("stuck"));
      await()
          .atMost(LONG)
          .until(
              () -> writes.health().stream().anyMatch(part -> part.state() == Health.State.WAITS));
      List<CompletableFuture<Accepted>> others = sendOthers(writes, "others");
      assertThat(stuck).isNotDone();

      TestPostgres.execute(database, "drop trigger raise on stepwell.event");

      areStored(List.of(stuck));
      areStored(others);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"22003", "22P02", "23514", "54000", "21000"})
  void anEventThatIsAtFaultItselfFailsAlone(String code) throws Exception {
    raise("event", code);
    try (GroupCommit writes = writes(database)) {
      List<CompletableFuture<Accepted>> others = sendOthers(writes, "before");
      CompletableFuture<Accepted> broken = writes.append(event("stuck"));
      others.addAll(sendOthers(writes, "after"));

      areStored(others);
      assertThatThrownBy(() -> broken.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(StoreException.class);
      assertThat(waiting(writes)).isEmpty();
    }
  }

  @Test
  void aGrantThatIsRevokedForAWhileLosesNoWrite() throws Exception {
    String role = "writer_" + UUID.randomUUID().toString().substring(0, 8);
    TestPostgres.execute(
        database,
        "create role " + role + " login; grant usage on schema stepwell to " + role
            + "; grant select, insert, update, delete on all tables in schema stepwell to " + role);
    UUID run = runningRun();
    try (HikariDataSource granted = TestPostgres.as(role, database);
        GroupCommit writes = writes(granted)) {
      isRecorded(writes.record(step(run, "first")));
      TestPostgres.execute(database, "revoke insert on stepwell.step, stepwell.event from " + role);
      List<CompletableFuture<Accepted>> sent = sendOthers(writes, "others");
      CompletableFuture<Recorded> second = writes.record(step(run, "second"));
      CompletableFuture<Recorded> end = writes.end(new RunEnd.Parked(run, Instant.now()));
      await()
          .atMost(LONG)
          .until(() -> waiting(writes).stream()
              .anyMatch(part -> String.valueOf(part.reason()).contains("permission denied")));

      TestPostgres.execute(database, "grant insert on stepwell.step, stepwell.event to " + role);

      areStored(sent);
      isRecorded(second);
      isRecorded(end);
    } finally {
      TestPostgres.execute(database, "drop owned by " + role + "; drop role " + role);
    }
  }

  @Test
  void farTimesAreStoredAmongOthersAsTheRangeHasThem() throws Exception {
    UUID run = runningRun();
    List<Instant> far = List.of(
        Instant.MIN,
        Instant.MAX,
        Instant.parse("2262-04-11T23:47:16.854775808Z"),
        Instant.parse("1677-09-21T00:12:43.145224191Z"),
        Instant.parse("+294277-01-01T00:00:00Z"),
        Instant.parse("-4713-01-01T00:00:00Z"),
        Instant.EPOCH.minusNanos(1));
    try (GroupCommit writes = writes(database)) {
      List<CompletableFuture<Accepted>> others = sendOthers(writes, "before");
      List<CompletableFuture<Recorded>> recorded = new ArrayList<>();
      for (int i = 0; i < far.size(); i++) {
        recorded.add(writes.record(step(run, "far" + i, far.get(i), far.get(i), far.get(i))));
      }
      others.addAll(sendOthers(writes, "after"));

      areStored(others);
      for (CompletableFuture<Recorded> one : recorded) {
        isRecorded(one);
      }
      for (int i = 0; i < far.size(); i++) {
        assertThat(TestPostgres.column(
                database,
                "select to_char(due_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                    + " from stepwell.step where id = 'far" + i + "'"))
            .containsExactly(
                java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
                    .withZone(java.time.ZoneOffset.UTC)
                    .format(TimeRange.clamp(far.get(i))));
      }
    }
  }
}
