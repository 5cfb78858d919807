package dev.stepwell.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.spring.onserver.GreetingApplication;
import dev.stepwell.spring.onserver.SpringGuestCame;
import dev.stepwell.spring.test.StepwellTest;
import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Functions of an application on an Inngest server, in memory and with settable time. */
@Timeout(180)
@DirtiesContext
@StepwellTest(classes = GreetingApplication.class)
@TestPropertySource(properties = {"stepwell.backend=inngest", "INNGEST_DEV=1"})
class InngestSliceTest {
  @Autowired
  private TestStepwell stepwell;

  @Test
  void aFunctionIsTestedWithoutAServer() {
    TestRun run = stepwell.send(new SpringGuestCame("ann"));

    assertThat(run.status()).isEqualTo(RunStatus.WAITING);
    stepwell.advance(Duration.ofMinutes(1));
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
  }
}
