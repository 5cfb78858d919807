package bad;

import dev.stepwell.*;
import java.util.*;

class TwoTriggers {
  @Function(id = "run", event = "tests/run.wanted", cron = "0 9 * * *")
  // ^ [TwoTriggers] function run has both events and a cron expression; keep one of them, or write two functions that share their steps
  void run(String key) {}
}
