package hello;

import dev.stepwell.testing.TestStepwell;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HelloTest {
  @Test
  void itSaysHello() {
    TestStepwell stepwell = TestStepwell.of(new DurableHello());

    var run = stepwell.send(new HelloPersonCame("Ada"));
    stepwell.advance(Duration.ofSeconds(1));

    run.assertCompleted("Hello, Ada!");
  }
}
