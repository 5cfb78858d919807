package bad;

import dev.stepwell.*;
import java.util.*;

class CronKey {
  @Function(id = "run", cron = "0 9 * * *", idempotencyKey = {"functionId", "time"})
  // ^ [CronKey] function run is started by a cron expression, whose ticks are all different; remove the idempotency key
  void run() {}
}
