package bad;

import dev.stepwell.*;
import java.time.Duration;

class StepsWithinStep {
  @Function(id = "nest", event = "tests/nest.wanted")
  void nest(String key, Steps steps) {
    steps.run("upload", () -> {
      steps.sleep("rest", Duration.ofSeconds(1));
      // ^ [StepsWithinStep] steps.sleep is called inside step "upload", where it throws an IllegalStateException; call it between steps
      steps.run("inner", () -> log(steps.now()));
      // ^ [StepsWithinStep] steps.now is called inside step "upload", where it throws an IllegalStateException; call it between steps
      // ^ [StepsWithinStep] steps.run is called inside step "upload", where it throws an IllegalStateException; call it between steps
    });
  }

  void log(Object thing) {}
}
