package bad;

import dev.stepwell.*;
import java.util.*;

class CronLimit {
  @Function(id = "run", cron = "0 9 * * *")
  @RateLimit(limit = 1, period = "1h")
  // ^ [CronLimit] @RateLimit on function run has no effect, because a cron expression starts it; remove it
  @Debounce(period = "1m")
  // ^ [CronLimit] @Debounce on function run has no effect, because a cron expression starts it; remove it
  @Priority("60")
  // ^ [CronLimit] @Priority on function run has no effect, because a cron expression starts it; remove it
  // ^ [KeyConstant] the priority "60" of function run is the same for all events; name a field of the event, or remove it
  @MaxWaiting(limit = 3)
  // ^ [CronLimit] @MaxWaiting on function run has no effect, because a cron expression starts it; remove it
  void run() {}

  @Function(id = "fine", cron = "0 9 * * *")
  @Concurrency(limit = 1)
  @Throttle(limit = 1, period = "1h", cost = "5", burst = 5)
  @Singleton(mode = Singleton.Mode.SKIP)
  void fine() {}
}
