package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurableReminderFlows;
import dev.stepwell.runtime.flows.Probe;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A process that closes takes leave, whichever thread closes it. */
class CloseTest {
  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  @Test
  void aThreadThatWasInterruptedClosesLikeAnyOther() {
    Stepwell stepwell =
        Stepwell.on(database).register(new DurableReminderFlows(new Probe())).start();

    Thread.currentThread().interrupt();
    stepwell.close();

    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    assertThat(TestPostgres.count(database, "stepwell.worker")).isZero();
  }
}
