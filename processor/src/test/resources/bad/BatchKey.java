package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/used")
record Used(String account, String region, long amount) {}

class BatchKey {
  @Function(id = "run", event = "tests/used")
  @Batch(maxSize = 2, timeout = "1s", key = "account")
  @Concurrency(limit = 1, key = "region")
  // ^ [BatchKey] the key of @Concurrency of function run uses event.data.region, which may differ between the events of a batch; use only parts of the key of @Batch (event.data.account)
  @Throttle(limit = 1, period = "1s", cost = "amount")
  // ^ [BatchKey] the cost of @Throttle of function run uses event.data.amount, which may differ between the events of a batch; use only parts of the key of @Batch (event.data.account)
  @Priority("event.data.region == 'eu' ? 1 : 0")
  // ^ [BatchKey] the priority of function run uses event.data.region, which may differ between the events of a batch; use only parts of the key of @Batch (event.data.account)
  @CancelOn(event = "tests/stopped", match = {"account", "region"})
  // ^ [BatchKey] @CancelOn(event = "tests/stopped") of function run uses event.data.region, which may differ between the events of a batch; use only parts of the key of @Batch (event.data.account)
  void run(List<Used> events) {}

  @Function(id = "none", event = "tests/used")
  @Batch(maxSize = 2, timeout = "1s")
  @RateLimit(limit = 1, period = "1s", key = "account")
  // ^ [BatchKey] the key of @RateLimit of function none uses event.data.account, which may differ between the events of a batch; use only parts of the key of @Batch (which has none)
  void none(List<Used> events) {}

  @Function(id = "fine", event = "tests/used", idempotencyKey = "amount")
  @Batch(maxSize = 2, timeout = "1s", key = {"account", "region"})
  @Concurrency(limit = 1, key = "event.data.account")
  @Priority("event.data.region == 'eu' ? 1 : 0")
  @CancelOn(event = "tests/closed", match = "account")
  void fine(List<Used> events) {}
}
