package bad;

import dev.stepwell.*;
import java.time.Duration;
import java.util.List;

@Event("tests/paid")
record Paid(String key) {}

class NegativeWait {
  @Function(id = "run", event = "tests/run.wanted")
  void run(String key, Steps steps) {
    steps.waitForEvent("paid", PaidCatalog.where().key(key), Duration.ofDays(-1L));
    // ^ [NegativeWait] Duration.ofDays(-1L) is negative, which a wait rejects; give a positive duration, or Duration.ZERO
    steps.waitForEvent("again", PaidCatalog.where().key(key), Duration.ofDays(1), Duration.ofHours(-1));
    // ^ [NegativeWait] Duration.ofHours(-1) is negative, which a wait rejects; give a positive duration, or Duration.ZERO
    steps.any("first", List.of(PaidCatalog.where().key(key)), Duration.ofHours(-2));
    // ^ [NegativeWait] Duration.ofHours(-2) is negative, which a wait rejects; give a positive duration, or Duration.ZERO
    steps.waitForEvent("right", PaidCatalog.where().key(key), Duration.ofDays(1), Duration.ofHours(1));
  }
}
