package bad;

import dev.stepwell.*;
import java.time.Duration;
import java.util.List;

class LongWait {
  @Event("tests/waited.for")
  record WaitedFor(String order) {}

  @Function(id = "await-payment", event = "tests/await.payment.wanted", finishTimeout = "2d")
  void awaitPayment(String order, Steps steps) {
    var match = LongWait_WaitedForCatalog.where().order(order);
    steps.waitForEvent("three", match, Duration.ofDays(3));
    // ^ warning: [LongWait] a wait of Duration.ofDays(3) is longer than the finishTimeout 48h of the function, so the run times out before the wait does; make the timeout longer than everything that the function waits for
    steps.waitForEvent("two", match, Duration.ofHours(48), Duration.ZERO);
    // ^ warning: [LongWait] a wait of Duration.ofHours(48) is longer than the finishTimeout 48h of the function, so the run times out before the wait does; make the timeout longer than everything that the function waits for
    steps.any("any", List.of(match), Duration.ofDays(2));
    // ^ warning: [LongWait] a wait of Duration.ofDays(2) is longer than the finishTimeout 48h of the function, so the run times out before the wait does; make the timeout longer than everything that the function waits for
    steps.waitForEvent("one", match, Duration.ofDays(1));
  }
}
