package bad;

import dev.stepwell.*;
import java.time.Duration;

class NullMatch {
  @Event("tests/paid")
  record Paid(String order, String customer) {}

  @Function(id = "await", event = "tests/await.wanted")
  void await(String key, Steps steps) {
    steps.waitForEvent("paid", NullMatch_PaidCatalog.where().order(null), Duration.ofDays(1));
    // ^ warning: [NullMatch] NullMatch_PaidCatalog.where().order(null) matches only events in which this field is null; leave the field out to match any value
    steps.waitForEvent("both", NullMatch_PaidCatalog.where().order(key).customer(null), Duration.ofDays(1));
    // ^ warning: [NullMatch] NullMatch_PaidCatalog.where().order(key).customer(null) matches only events in which this field is null; leave the field out to match any value
    steps.waitForEvent("right", NullMatch_PaidCatalog.where().order(key), Duration.ofDays(1));
  }
}
