package bad;

import dev.stepwell.*;
import java.util.*;

class TwoBackoffs {
  @Step(
      backoff = {
        @Backoff(first = "1s", longest = "5s"),
        @Backoff(first = "2s", longest = "5s")
        // ^ [TwoBackoffs] step work has 2 backoffs; keep one
      })
  void work() {}

  @Function(
      id = "run",
      event = "tests/run.wanted",
      backoff = {@Backoff(first = "1s", longest = "5s"), @Backoff(first = "2s", longest = "5s")})
      // ^ [TwoBackoffs] function run has 2 backoffs; keep one
  void run(String key) {}
}
