package users.greeting;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs in a named module, with Stepwell on the module path and its test kit where the build puts it. */
class GreetingTest {
  private final TestStepwell stepwell = TestStepwell.of(new DurableGreeting());

  @Test
  void itRunsAsAModule() {
    assertTrue(Greeting.class.getModule().isNamed());
    assertTrue(Stepwell.class.getModule().isNamed());

    stepwell
        .send(new UsersGuestCame("Ada"))
        .assertCompleted(new Greeting.Card("Hello, Ada", List.of("Ada")));
  }

  @Test
  void aFailureIsHandled() {
    TestRun failed = stepwell.send(new UsersGuestCame(" ")).assertFailed();

    List<TestRun> handlers =
        stepwell.runs().stream().filter(run -> !run.id().equals(failed.id())).toList();
    assertTrue(handlers.size() == 1, handlers::toString);
    handlers.get(0).assertCompleted();
  }
}
