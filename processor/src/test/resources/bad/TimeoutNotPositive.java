package bad;

import dev.stepwell.*;
import java.util.*;

class TimeoutNotPositive {
  @Step(timeout = "0s")
  // ^ [TimeoutNotPositive] timeout of step work is 0s; give more than zero, or remove it for no limit
  void work() {}

  @Function(
      id = "run",
      event = "tests/run.wanted",
      startTimeout = "PT-5M",
      // ^ [TimeoutNotPositive] startTimeout of function run is PT-5M; give more than zero, or remove it for no limit
      finishTimeout = "PT0S")
      // ^ [TimeoutNotPositive] finishTimeout of function run is PT0S; give more than zero, or remove it for no limit
  void run(String key) {}
}
