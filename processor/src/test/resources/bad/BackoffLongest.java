package bad;

import dev.stepwell.*;
import java.util.*;

class BackoffLongest {
  @Step(
      backoff = @Backoff(
          first = "2m",
          longest = "90s"))
          // ^ [BackoffLongest] the longest wait of step work is 90s, but its first wait is 2m; make the longest at least as long as the first
  void work() {}
}
