package dev.stepwell.runtime.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.store.RunQueue.Missing;
import dev.stepwell.runtime.store.Signals.Listener;
import dev.stepwell.runtime.time.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The locks that show that workers live, with processes that have ended. */
class WorkerLocksTest {
  private static final Duration LEASE = Duration.ofMinutes(10);

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final List<PostgresStore> stores = new ArrayList<>();

  @AfterEach
  void close() {
    stores.forEach(PostgresStore::close);
  }

  private PostgresStore open() {
    PostgresStore store = new PostgresStore(database, Instant::now, new Json());
    stores.add(store);
    return store;
  }

  private UUID worker(PostgresStore store) {
    UUID worker = Ids.next();
    store.queue().register(worker, "w", Set.of("f"), LEASE);
    store.signals().listen(worker).await(Duration.ZERO, new Deaf());
    return worker;
  }

  private List<Missing> missing(PostgresStore store, UUID worker) {
    return requireNonNull(store.queue().beat(worker, LEASE)).missing();
  }

  /** A worker whose process has ended while it held a run. A server that has just started proves no death. */
  private UUID killed() {
    PostgresStore store = open();
    UUID worker = worker(store);
    TestPostgres.execute(
        database,
        "insert into stepwell.run (id, function_id, event_id, status, worker_id, created_at)"
            + " values ('"
            + Ids.next() + "', 'f', 'e', 'running', '" + worker + "', now())");
    TestPostgres.execute(
        database,
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid ="
            + " (select lock_key from stepwell.worker where id = '" + worker + "')");
    await()
        .until(() -> TestPostgres.column(
                database,
                "select now() - pg_postmaster_start_time() > interval '6 seconds' and not exists"
                    + " (select from pg_locks l join stepwell.worker w on l.objid::bigint ="
                    + " w.lock_key where l.locktype = 'advisory' and w.id = '"
                    + worker + "')")
            .equals(List.of("t")));
    return worker;
  }

  /** With statistics of a small table Postgres reads all its rows, and calls functions in an order of its own. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aWorkerThatStartsTakesNoLocksOfDeadWorkers(int count) {
    List<UUID> dead = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      dead.add(killed());
    }
    TestPostgres.execute(database, "analyze stepwell.worker");
    PostgresStore store = open();

    UUID worker = worker(store);

    List<Missing> missing = missing(store, worker);
    assertThat(missing).extracting(Missing::workerId).containsExactlyInAnyOrderElementsOf(dead);
    assertThat(missing).allMatch(one -> one.disconnected() && !one.leaseEnded());
    assertThat(store.queue().bury(missing)).isEqualTo(count);
    assertThat(TestPostgres.column(database, "select worker_deaths from stepwell.run"))
        .hasSize(count)
        .containsOnly("1");
  }

  @Test
  void aDeathCountsIfTheLeaseHasEndedBeforeTheWorkerIsBuried() {
    UUID dead = killed();
    TestPostgres.execute(
        database,
        "update stepwell.worker set lease_until = now() - interval '1 minute'; analyze"
            + " stepwell.worker");
    PostgresStore store = open();
    UUID worker = worker(store);

    List<Missing> missing = missing(store, worker);
    store.queue().bury(missing);

    assertThat(missing)
        .singleElement()
        .matches(one -> one.workerId().equals(dead) && one.leaseEnded() && one.disconnected());
    assertThat(TestPostgres.column(database, "select worker_deaths from stepwell.run"))
        .containsExactly("1");
  }

  @Test
  void aLeaseThatEndsWhileTheConnectionIsOpenIsNoDeath() {
    UUID paused = worker(open());
    TestPostgres.execute(
        database, "update stepwell.worker set lease_until = now() - interval '1 minute'");
    PostgresStore store = open();

    List<Missing> missing = missing(store, worker(store));

    assertThat(missing)
        .singleElement()
        .matches(one -> one.workerId().equals(paused) && one.leaseEnded() && !one.disconnected());
  }

  private static final class Deaf implements Listener {
    @Override
    public void runsAreDue() {}

    @Override
    public void runsWereCancelled() {}

    @Override
    public void effectsAreDue() {}

    @Override
    public void runsAreDueAt(Instant time) {}

    @Override
    public void singletonsChanged() {}

    @Override
    public void functionsChanged() {}
  }
}
