package bad;

import dev.stepwell.*;
import java.util.*;

class SameLimit {
  @Function(id = "run", event = "tests/run.wanted")
  @Concurrency(limit = 1, key = "key")
  @Concurrency(limit = 2, key = "event.data.key")
  void run(String key) {}
  // ^ [SameLimit] function run has two @Concurrency annotations with the same scope and the same key, and only the lower limit has an effect; remove one

  @Function(id = "fine", event = "tests/fine.wanted")
  @Concurrency(limit = 1, key = "key")
  @Concurrency(limit = 2, key = "key", per = Concurrency.Per.RUN)
  @Concurrency(limit = 3)
  void fine(String key) {}
}
