package bad;

import dev.stepwell.*;
import java.util.*;

class LongDuration {
  @Step(timeout = "36501d")
  // ^ [LongDuration] timeout of step work is 36501d, but the maximum is 36500d; give a shorter duration
  void work() {}

  @Function(id = "run", event = "tests/run.wanted", backoff = @Backoff(first = "1s", longest = "PT9999999H"))
  // ^ [LongDuration] the longest wait of function run is PT9999999H, but the maximum is 36500d; give a shorter duration
  void run(String key) {}
}
