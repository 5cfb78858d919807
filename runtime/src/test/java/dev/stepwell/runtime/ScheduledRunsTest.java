package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableReminderFlows;
import dev.stepwell.runtime.flows.Functions;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.flows.RemindersDue;
import dev.stepwell.runtime.flows.RemindersWanted;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepRecord;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Runs of scheduled events are cancelled and withdrawn before they start. */
class ScheduledRunsTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell =
      Stepwell.on(database).register(new DurableReminderFlows(probe)).start();
  private final StartedRuns runs = new StartedRuns(stepwell);

  @AfterEach
  void stop() {
    stepwell.close();
  }

  private String scheduled(String key) {
    return stepwell
        .send(new RemindersDue(key), SendOptions.at(Instant.now().plus(Duration.ofDays(1))))
        .eventId();
  }

  /** Has a scheduled event fire now, and returns the run that it starts. */
  private UUID fire(String eventId) {
    TestPostgres.execute(
        database, "update stepwell.deferred set due_at = now() where event_id = '" + eventId + "'");
    await()
        .atMost(StartedRuns.LONG)
        .until(() -> !stepwell.runs().startedBy(List.of(eventId)).isEmpty());
    return stepwell.runs().startedBy(List.of(eventId)).get(0).id();
  }

  @Test
  void aCallReachesTheRunsOfScheduledEvents() throws Exception {
    String wanted = scheduled("k");
    String other = scheduled("other");

    assertThat(stepwell.cancel(Functions.REMINDER, RemindersDue.where().key("k")))
        .isEmpty();

    Run cancelled = runs.ended(fire(wanted));
    assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(cancelled.cancelledBy()).isEqualTo(Run.BY_CALL);
    assertThat(runs.ended(fire(other)).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(runs.ended(fire(scheduled("k"))).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(probe.calls("k")).hasSize(1);
  }

  @Test
  void aCallThatIsRolledBackReachesNothing() throws Exception {
    String wanted = scheduled("k");
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Set<UUID> none = stepwell
          .within(connection)
          .cancel(Functions.REMINDER, RemindersDue.where().key("k"));
      assertThat(none).isEmpty();
      connection.rollback();
    }

    assertThat(runs.ended(fire(wanted)).status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void aRunWithdrawsWhatItHasScheduled() throws Exception {
    Run run = runs.ended(new RemindersWanted("k"));

    assertThat(run.output()).isEqualTo("[true,true,false,true]");
    assertThat(stepwell.runs().steps(run.id()))
        .extracting(StepRecord::id)
        .contains("withdraw later", "again", "withdraw fired", "unknown");
    assertThat(TestPostgres.count(database, "stepwell.deferred where effects = 'all'"))
        .isZero();
    await().atMost(StartedRuns.LONG).until(() -> probe.count("k", "reminded") == 1);
  }

  @Test
  void aScheduleInAZoneThatThisJvmDoesNotKnowDelaysNoOther() {
    for (String id : List.of("due", "odd")) {
      stepwell.schedules().create(id, "0 0 1 1 *", ZoneOffset.UTC, new RemindersDue(id));
    }

    TestPostgres.execute(
        database,
        "update stepwell.event_schedule set next_at = now() - interval '1 s',"
            + " time_zone = case id when 'odd' then 'Nowhere/Land' else time_zone end");

    await().atMost(StartedRuns.LONG).until(() -> probe.count("due", "reminded") == 1);
    assertThat(TestPostgres.count(database, "stepwell.event_schedule where next_at < now()"))
        .isEqualTo(1);
    assertThat(probe.calls("odd")).isEmpty();
  }

  @Test
  void aFunctionAndAScheduleOfOneIdDoNotTakeEachOthersTicks() {
    Instant tick = Instant.now().truncatedTo(ChronoUnit.DAYS);
    stepwell.schedules().create("nightly", "0 0 * * *", ZoneOffset.UTC, new RemindersDue("k"));
    TestPostgres.execute(
        database,
        "insert into stepwell.event (id, name, data, time, accepted_at)"
            + " values ('nightly@" + tick + "', 'stepwell/cron.ticked', '{}', now(), now());"
            + " update stepwell.event_schedule set next_at = '" + tick + "'");

    await().atMost(StartedRuns.LONG).until(() -> probe.count("k", "reminded") == 1);
  }
}
