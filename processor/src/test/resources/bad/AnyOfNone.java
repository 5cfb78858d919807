package bad;

import dev.stepwell.*;
import java.time.Duration;
import java.util.List;

@Event("tests/paid")
record Paid(String key) {}

class AnyOfNone {
  @Function(id = "run", event = "tests/run.wanted")
  void run(String key, Steps steps) {
    steps.any("none", List.of(), Duration.ofDays(1));
    // ^ [AnyOfNone] steps.any of List.of() waits for no event, so none can end it; give at least one match
    steps.any("right", List.of(PaidCatalog.where().key(key)), Duration.ofDays(1));
  }
}
