package bad;

import dev.stepwell.*;
import java.util.*;

class LimitRate {
  @Function(id = "run", event = "tests/run.wanted")
  @Throttle(limit = 1001, period = "1ms")
  // ^ [LimitRate] @Throttle of function run allows 1001 in 1ms, which is more than one per microsecond; give a lower limit or a longer period, or remove it
  void run(String key) {}

  @Function(id = "fine", event = "tests/fine.wanted")
  @Throttle(limit = 1000, period = "1ms")
  void fine(String key) {}

  @Step
  @Throttle(limit = Integer.MAX_VALUE, period = "1m", scope = "provider")
  // ^ [LimitRate] @Throttle of step ask allows 2147483647 in 1m, which is more than one per microsecond; give a lower limit or a longer period, or remove it
  int ask() { return 1; }
}
