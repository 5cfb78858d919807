package bad;

import dev.stepwell.*;
import java.util.*;

class BackoffFirst {
  @Step(backoff = @Backoff(first = "PT-1S", longest = "5s"))
  // ^ [BackoffFirst] the first wait of step work is PT-1S; give zero or more
  void work() {}
}
