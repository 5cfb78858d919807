package bad;

import dev.stepwell.*;
import java.util.*;

class TwoMatches {
  @Function(id = "run", event = "tests/run.wanted")
  @CancelOn(
      event = "tests/run.stop",
      match = "key",
      condition = "event.data.key == async.data.key")
      // ^ [TwoMatches] @CancelOn(event = "tests/run.stop") has both a match and a condition; keep one of them
  void run(String key) {}
}
