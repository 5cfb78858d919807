package bad;

import dev.stepwell.*;
import java.time.Duration;

@Event("tests/paid")
record Paid(String key) {}

class NegativeWait {
  @Function(id = "run", event = "tests/run.wanted")
  void run(String key, Steps steps) {
    steps.waitForEvent("paid", PaidCatalog.where().key(key), Duration.ofDays(-1L));
    // ^ [NegativeWait] Duration.ofDays(-1L) is less than no time, which steps.waitForEvent refuses; give how long it is to last, or Duration.ZERO
    steps.waitForEvent("again", PaidCatalog.where().key(key), Duration.ofDays(1), Duration.ofHours(-1));
    // ^ [NegativeWait] Duration.ofHours(-1) is less than no time, which steps.waitForEvent refuses; give how long it is to last, or Duration.ZERO
    steps.waitForEvent("right", PaidCatalog.where().key(key), Duration.ofDays(1), Duration.ofHours(1));
  }
}
