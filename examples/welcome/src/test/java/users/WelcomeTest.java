package users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WelcomeTest {
  private final TestStepwell stepwell =
      TestStepwell.of(new DurableWelcome(Map.of("u1", "ada@example.org")));

  @Test
  void theyLookAroundAndGetAMail() {
    stepwell.failTimes(DurableWelcome.SEND_MAIL, 2, new IOException("busy"));

    TestRun run = stepwell.send(new UsersUserJoined("u1"));
    stepwell.advance(Duration.ofDays(4));

    run.assertCompleted("mail to ada@example.org");
    assertEquals(3, run.step("send-mail").attempts());
  }

  @Test
  void whoHasLeftGetsNone() {
    TestRun run = stepwell.send(new UsersUserJoined("u1"));
    stepwell.send(new UsersUserLeft("u1"));

    run.assertCancelled();
  }
}
