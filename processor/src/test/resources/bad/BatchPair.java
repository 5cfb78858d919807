package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/used")
record Used(String account) {}

class BatchPair {
  @Function(id = "run", event = "tests/used")
  @Batch(maxSize = 2, timeout = "1s")
  // ^ [BatchPair] @Batch and @Debounce cannot both be on function run: one keeps all events of a run, and the other only the last; remove one of them
  // ^ [BatchPair] @Batch and @Singleton cannot both be on function run: a skipped run would lose all events of its batch; remove one of them
  @Debounce(period = "1s")
  @Singleton
  void run(List<Used> events) {}

  @Function(id = "fine", event = "tests/used")
  @Batch(maxSize = 2, timeout = "1s")
  @Concurrency(limit = 1)
  @RateLimit(limit = 1, period = "1s")
  void fine(List<Used> events) {}
}
