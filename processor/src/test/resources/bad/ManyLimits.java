package bad;

import dev.stepwell.*;
import java.util.*;

class ManyLimits {
  @Function(id = "run", event = "tests/run.wanted")
  @Concurrency(limit = 1)
  @Concurrency(limit = 2, key = "key")
  @Concurrency(limit = 3, scope = "three")
  @Concurrency(limit = 4, scope = "four")
  void run(String key) {}
  // ^ [ManyLimits] function run has 4 @Concurrency annotations; keep at most three

  @Function(id = "fine", event = "tests/fine.wanted")
  @Concurrency(limit = 1)
  @Concurrency(limit = 2, key = "key")
  @Concurrency(limit = 3, scope = "three")
  void fine(String key) {}
}
