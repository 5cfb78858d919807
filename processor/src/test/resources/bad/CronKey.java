package bad;

import dev.stepwell.*;
import java.util.*;

class CronKey {
  @Function(id = "run", cron = "0 9 * * *", idempotencyKey = {"functionId", "time"})
  // ^ [CronKey] function run is started by a clock, each of whose ticks is another; remove the idempotency key
  void run() {}
}
