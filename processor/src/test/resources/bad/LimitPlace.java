package bad;

import dev.stepwell.*;
import java.util.*;

class LimitPlace {
  @Concurrency(limit = 2)
  void helper() {}
  // ^ [LimitPlace] @Concurrency is on helper, which is not a function or step; move it to one, or remove it

  @RateLimit(limit = 2, period = "1s")
  @Step
  int work(String key) { return 1; }
  // ^ [LimitPlace] @RateLimit is on work, which is not a function; move it to one, or remove it

  @Concurrency(limit = 2)
  @Throttle(limit = 2, period = "1s")
  @Step
  int fine(String key) { return 1; }

  @Priority("key")
  @OnFailure("run")
  void failed(String key) {}
  // ^ [LimitPlace] @Priority is on failed, which is not a function; move it to one, or remove it

  @Function(id = "run", event = "tests/run.wanted")
  @Concurrency(limit = 1)
  @RateLimit(limit = 2, period = "1s")
  void run(String key) {}
}
