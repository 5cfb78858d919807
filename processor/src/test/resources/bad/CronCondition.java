package bad;

import dev.stepwell.*;
import java.util.*;

class CronCondition {
  @Function(id = "run", cron = "0 9 * * *", condition = "event.data.time != null")
  // ^ [CronCondition] function run is started by a cron expression, whose ticks have no data for a condition; remove the condition
  void run() {}
}
