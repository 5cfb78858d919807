package bad;

import dev.stepwell.*;
import java.time.Instant;

class AllowWithoutReason {
  static final String NONE = " ";

  @Function(id = "log", event = "tests/log.wanted")
  @Allow(value = "UnstableTime", because = "")
  // ^ [AllowWithoutReason] @Allow of UnstableTime gives no reason; explain why the code is correct here: because = "…"
  void log(String key) {
    Instant start = Instant.now();
    @Allow(
    // ^ [AllowWithoutReason] @Allow of UnstableId, UnstableTime gives no reason; explain why the code is correct here: because = "…"
        value = {"UnstableId", "UnstableTime"},
        because = NONE)
    String id = java.util.UUID.randomUUID() + "/" + Instant.now();
    work();
  }

  @Step
  void work() {}
}
