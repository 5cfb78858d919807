package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/batch.wanted")
record BatchWanted(String key) {}

class LimitNumber {
  @Function(id = "none", event = "tests/none.wanted")
  @Concurrency(limit = 0)
  // ^ [LimitNumber] the limit of @Concurrency of function none is 0; give a number from 1 to 2147483647
  @Throttle(limit = -1, period = "1s", burst = 0)
  // ^ [LimitNumber] the burst of @Throttle of function none is 0; give a number from 1 to 2147483647
  // ^ [LimitNumber] the limit of @Throttle of function none is -1; give a number from 1 to 2147483647
  @RateLimit(limit = 0, period = "1s")
  // ^ [LimitNumber] the limit of @RateLimit of function none is 0; give a number from 1 to 2147483647
  @MaxWaiting(limit = Integer.MIN_VALUE)
  // ^ [LimitNumber] the limit of @MaxWaiting of function none is -2147483648; give a number from 1 to 2147483647
  void none(String key) {}

  @Function(id = "batch", event = "tests/batch.wanted")
  @Batch(maxSize = 10_001, timeout = "1s", maxBytes = 1023)
  // ^ [LimitNumber] the maxBytes of @Batch of function batch is 1023; give a number from 1024 to 67108864
  // ^ [LimitNumber] the maxSize of @Batch of function batch is 10001; give a number from 1 to 10000
  void batch(List<BatchWanted> events) {}

  @Function(id = "fewest", event = "tests/batch.wanted")
  @Batch(maxSize = 0, timeout = "1s", maxBytes = 67_108_865)
  // ^ [LimitNumber] the maxBytes of @Batch of function fewest is 67108865; give a number from 1024 to 67108864
  // ^ [LimitNumber] the maxSize of @Batch of function fewest is 0; give a number from 1 to 10000
  void fewest(List<BatchWanted> events) {}

  @Function(id = "most", event = "tests/batch.wanted")
  @Batch(maxSize = 10_000, timeout = "1s", maxBytes = 67_108_864)
  @Concurrency(limit = Integer.MAX_VALUE)
  void most(List<BatchWanted> events) {}

  @Step
  @Concurrency(limit = 0)
  // ^ [LimitNumber] the limit of @Concurrency of step work is 0; give a number from 1 to 2147483647
  int work() { return 1; }
}
