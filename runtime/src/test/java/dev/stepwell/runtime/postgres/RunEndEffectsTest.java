package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.time.DatabaseClock;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The end of a wait, and a worker that claims the run at the same moment. */
class RunEndEffectsTest {
  private static final UUID WORKER = UUID.randomUUID();
  private static final UUID RUN = UUID.randomUUID();

  private static void storeQueuedRun(HikariDataSource database) {
    TestPostgres.execute(
        database,
        "insert into stepwell.event values ('e', 'some/event', '{}', now(), now());"
            + "insert into stepwell.run (id, function_id, event_id, status, due_at, created_at, started_at) values ('"
            + RUN + "', 'f', 'e', 'queued', now(), now(), now());"
            + "insert into stepwell.step values ('" + RUN
            + "', 's', 'wait', 'waiting', 0, null, null, null, now(), now())");
  }

  private static List<ClaimedRun> claim(RunQueue queue) {
    return queue.claim(WORKER, Set.of("f"), 10, Long.MAX_VALUE, Instant.now().plusSeconds(60));
  }

  @Test
  void aQueuedRunIsNotClaimedWhileAWaitOfItEnds() throws Exception {
    try (HikariDataSource database = TestPostgres.freshDatabase();
        PostgresStore store = new PostgresStore(database, new DatabaseClock(), new Json());
        Connection ending = database.getConnection()) {
      storeQueuedRun(database);
      RunQueue queue = store.queue();
      queue.register(WORKER, "w", Set.of("f"), Duration.ofSeconds(60));

      ending.setAutoCommit(false);
      ending.createStatement().execute("update stepwell.step set status = 'completed'");
      new RunEndEffects(ending, Instant.now(), new Notices()).wake(Set.of(RUN));
      assertThat(claim(queue)).as("claimed before the end of the wait is seen").isEmpty();
      ending.commit();

      assertThat(claim(queue))
          .singleElement()
          .satisfies(run -> assertThat(run.steps())
              .singleElement()
              .satisfies(step -> assertThat(step.status()).isEqualTo(StepStatus.COMPLETED)));
    }
  }
}
