package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.contract.DurableOf;
import dev.stepwell.runtime.flows.Cleanups;
import dev.stepwell.runtime.flows.CleanupsOtherWanted;
import dev.stepwell.runtime.flows.CleanupsStop;
import dev.stepwell.runtime.flows.CleanupsWanted;
import dev.stepwell.runtime.flows.DurableCleanups;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cancelled runs leave behind is cleaned up. */
@Timeout(180)
class OnCancelTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private Stepwell start() {
    return Stepwell.on(database)
        .grace(Duration.ofMillis(1))
        .register(new DurableCleanups(probe))
        .start();
  }

  private void awaitCalls(String key, String... calls) {
    await().atMost(LONG).untilAsserted(() -> assertThat(probe.calls(key)).containsExactly(calls));
  }

  @Test
  void aRunThatAnEventOrACallCancelsIsCleanedUpOnce() {
    try (Stepwell stepwell = start()) {
      StartedRuns runs = new StartedRuns(stepwell);
      UUID byEvent = runs.started(new CleanupsWanted("event", 3));
      UUID byCall = runs.started(new CleanupsWanted("call", 4));
      runs.parked(byEvent);
      runs.parked(byCall);

      Sent stop = stepwell.send(new CleanupsStop("event"));
      stepwell.cancel(byCall);

      awaitCalls("event", "reserve 3", "release 3 of it's reserved by " + stop.eventId());
      awaitCalls("call", "reserve 4", "release 4 of it's reserved by call");
      awaitCalls(byCall.toString(), "released");
    }
  }

  @Test
  void aRunWhoseTimeIsUpIsCleanedUp() {
    try (Stepwell stepwell = start()) {
      UUID run = new StartedRuns(stepwell).started(new CleanupsOtherWanted("k"));

      awaitCalls("k", "forget, by timeout");
      assertThat(new StartedRuns(stepwell).status(run)).isEqualTo(RunStatus.CANCELLED);
    }
  }

  @Test
  void aRunThatCompletesOrOfAnotherFunctionIsNot() throws Exception {
    try (Stepwell stepwell = start()) {
      UUID run = new StartedRuns(stepwell).started(new CleanupsWanted("k", 1));
      new StartedRuns(stepwell).parked(run);
      TestPostgres.execute(
          database, "update stepwell.step set due_at = now() where kind = 'sleep'");
      TestPostgres.execute(database, "update stepwell.run set due_at = now()");

      assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(stepwell.cancel(run)).isFalse();
      stepwell.send(new CleanupsStop("k"));

      UUID other = new StartedRuns(stepwell).started(new CleanupsOtherWanted("other"));
      awaitCalls("other", "forget, by timeout");
      assertThat(stepwell.runs().run(other)).isPresent();
      assertThat(probe.calls("k")).containsExactly("reserve 1");
    }
  }

  @Test
  void durableClassesAreMarkedAndOpenForAspects() {
    assertThat(DurableCleanups.class.getAnnotation(DurableOf.class).value())
        .isEqualTo(Cleanups.class);
    assertThat(Modifier.isFinal(DurableCleanups.class.getModifiers())).isFalse();
  }
}
