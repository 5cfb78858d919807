package bad;

import dev.stepwell.*;
import java.util.*;

class StepPerRun {
  @Function(id = "run", event = "tests/run.wanted")
  @Concurrency(limit = 1, per = Concurrency.Per.RUN)
  void run(String key) {}

  @Step
  @Concurrency(limit = 1, per = Concurrency.Per.RUN)
  // ^ [StepPerRun] @Concurrency(per = RUN) is on step work; put it on the function, whose runs it limits
  int work() { return 1; }

  @Step
  @Concurrency(limit = 1, per = Concurrency.Per.ATTEMPT)
  int fine() { return 1; }
}
