package users.greeting;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stepwell.testing.TestStepwell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs in a named module, with Stepwell on the module path. */
class GreetingTest {
  @Test
  void itRunsAsAModule() {
    assertTrue(Greeting.class.getModule().isNamed());
    assertTrue(dev.stepwell.runtime.Stepwell.class.getModule().isNamed());

    TestStepwell.of(new DurableGreeting())
        .send(new UsersGuestCame("Ada"))
        .assertCompleted(new Greeting.Card("Hello, Ada", List.of("Ada")));
  }
}
