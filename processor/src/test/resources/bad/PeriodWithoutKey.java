package bad;

import dev.stepwell.*;
import java.util.*;

class PeriodWithoutKey {
  @Function(id = "run", event = "tests/run.wanted", idempotencyPeriod = "1h")
  // ^ [PeriodWithoutKey] function run has an idempotencyPeriod but no idempotencyKey; name the fields that identify duplicates, or remove it
  void run(String key) {}

  @Function(id = "fine", event = "tests/fine.wanted", idempotencyKey = "key", idempotencyPeriod = "1h")
  void fine(String key) {}
}
