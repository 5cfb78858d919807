package bad;

import dev.stepwell.*;
import java.util.*;

class LimitPlace {
  @Concurrency(limit = 2)
  void helper() {}
  // ^ [LimitPlace] @Concurrency stands on helper, which is no function or step; move it to one, or remove it

  @RateLimit(limit = 2, period = "1s")
  @Step
  int work(String key) { return 1; }
  // ^ [LimitPlace] @RateLimit stands on work, which is no function; move it to one, or remove it

  @Concurrency(limit = 2)
  @Throttle(limit = 2, period = "1s")
  @Step
  int fine(String key) { return 1; }

  @Priority("key")
  @OnFailure("run")
  void failed(String key) {}
  // ^ [LimitPlace] @Priority stands on failed, which is no function; move it to one, or remove it

  @Function(id = "run", event = "tests/run.wanted")
  @Concurrency(limit = 1)
  @RateLimit(limit = 2, period = "1s")
  void run(String key) {}
}
