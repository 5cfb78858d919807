package bad;

import dev.stepwell.*;
import java.util.*;

class BackoffFactor {
  @Step(
      backoff = @Backoff(
          first = "1s",
          longest = "5s",
          factor = 0.5))
          // ^ [BackoffFactor] the backoff of step work has the factor 0.5; give a number of at least 1, because delays do not become shorter
  void work() {}

  @Step(backoff = @Backoff(first = "1s", longest = "5s", factor = 1 / 0.0))
  // ^ [BackoffFactor] the backoff of step always has the factor Infinity; give a number of at least 1, because delays do not become shorter
  void always() {}

  @Step(backoff = @Backoff(first = "1s", longest = "5s", factor = 0 / 0.0))
  // ^ [BackoffFactor] the backoff of step never has the factor NaN; give a number of at least 1, because delays do not become shorter
  void never() {}
}
